import { gunzipSync, constants } from 'node:zlib';
import { BODY_LIMIT, KEPT_BODY } from './response-parser.js';

/**
 * The body as text, at most `KEPT_BODY` bytes of UTF-8. Checks of application balancers announce gzip, so an app may
 * answer with it, and the names of failing checks must be readable all the same. What cannot be unpacked stays as it is.
 */
export function answerText(headers: Readonly<Record<string, string>>, body: Buffer): string {
  const bytes = /^(?:x-)?gzip$/i.test(headers['content-encoding'] ?? '') ? unpacked(body) : body;
  // A stream decoder drops a character that the cap has cut in two instead of replacing it.
  const cut = bytes.length >= KEPT_BODY;
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes.subarray(0, KEPT_BODY), { stream: cut });
}

function unpacked(body: Buffer): Buffer {
  try {
    // The kept bytes may end in the middle of the packed text.
    return gunzipSync(body, { finishFlush: constants.Z_SYNC_FLUSH, maxOutputLength: BODY_LIMIT });
  } catch {
    return body;
  }
}
