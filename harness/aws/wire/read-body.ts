import type { IncomingMessage } from 'node:http';

/** `too-large`: more than was allowed. The rest has been read, or is so much that it was given up. */
export type Body = { readonly kind: 'complete'; readonly text: string } | { readonly kind: 'too-large' };

/**
 * How many times the limit is read and thrown away, so that a client which still sends gets to read the answer: one
 * whose connection ends while it sends reports the end instead.
 */
const PATIENCE = 16;

/**
 * Reads a request's body as UTF-8.
 * @param limit Bytes.
 * @throws the socket's error when the client goes away.
 */
export async function readBody(request: IncomingMessage, limit: number): Promise<Body> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= limit) chunks.push(chunk);
    else if (size > limit * PATIENCE) break;
    else chunks.length = 0;
  }
  return size > limit ? { kind: 'too-large' } : { kind: 'complete', text: Buffer.concat(chunks).toString() };
}
