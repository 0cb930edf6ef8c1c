import { createHash, createHmac } from 'node:crypto';
import type { DoorRequest } from './door-request.js';
import type { SignatureScope, SignedBy } from './sigv4.js';

/** The signature that the holder of the secret key would have given a request. AWS: IAM User Guide, "Create a signed AWS API request". */
export function expectedSignature(request: DoorRequest, signed: SignedBy, secretAccessKey: string): string {
  const { date, region, service } = signed.scope;
  const toSign = ['AWS4-HMAC-SHA256', signed.timestamp, [date, region, service, 'aws4_request'].join('/'), sha256(canonicalRequest(request, signed))];
  return createHmac('sha256', signingKey(signed.scope, secretAccessKey)).update(toSign.join('\n')).digest('hex');
}

function canonicalRequest({ method, path = '/', query, headers, body }: DoorRequest, { signedHeaders }: SignedBy): string {
  return [
    method,
    encoded(path || '/').replaceAll('%2F', '/'),
    canonicalQuery(query),
    ...signedHeaders.map((name) => `${name}:${(headers[name] ?? '').trim().replace(/\s+/g, ' ')}`),
    '',
    signedHeaders.join(';'),
    // These services sign the body itself, never what a header says of it.
    sha256(body),
  ].join('\n');
}

function canonicalQuery(query: string): string {
  return [...new URLSearchParams(query)]
    .filter(([name]) => name !== 'X-Amz-Signature')
    .map(([name, value]): [string, string] => [encoded(name), encoded(value)])
    .sort(([name, value], [otherName, otherValue]) => order(name, otherName) || order(value, otherValue))
    .map((pair) => pair.join('='))
    .join('&');
}

function signingKey({ date, region, service }: SignatureScope, secretAccessKey: string): Buffer {
  const start: string | Buffer = `AWS4${secretAccessKey}`;
  return [date, region, service, 'aws4_request'].reduce<string | Buffer>((key, part) => createHmac('sha256', key).update(part).digest(), start) as Buffer;
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

const order = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);

/** RFC 3986; a lone half of a surrogate pair, which has no encoding, is replaced first. */
const encoded = (text: string): string =>
  encodeURIComponent(Buffer.from(text).toString()).replace(/[!'()*]/g, (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`);
