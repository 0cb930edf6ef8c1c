import type { DoorRequest } from './door-request.js';

/** Where a signature is valid. */
export interface SignatureScope {
  /** YYYYMMDD. */
  readonly date: string;
  readonly region: string;
  readonly service: string;
}

/** What a request says of its signature; nothing of it is proven. */
export type Signature =
  | { readonly kind: 'none' }
  | { readonly kind: 'malformed'; readonly reason: string }
  | SignedBy;

export interface SignedBy {
  readonly kind: 'signed';
  readonly accessKeyId: string;
  readonly scope: SignatureScope;
  /** Lower case. */
  readonly signedHeaders: readonly string[];
  readonly signature: string;
  /** YYYYMMDDTHHMMSSZ; undefined when the request has no such date. */
  readonly timestamp: string | undefined;
  readonly sessionToken: string | undefined;
  /** Seconds for which a presigned URL is good; undefined when a header carries the signature. */
  readonly expiresIn: number | undefined;
}

const ALGORITHM = 'AWS4-HMAC-SHA256';
const LONGEST_EXPIRY = 7 * 24 * 60 * 60;

/** Reads a Signature Version 4 from the Authorization header or a presigned query. AWS: IAM User Guide, "Signature Version 4". */
export function parseSignature(request: DoorRequest): Signature {
  const { authorization } = request.headers;
  if (authorization !== undefined) return fromHeader(authorization, request.headers);
  // Most requests are posted without a query.
  return request.query.includes('X-Amz-') ? fromQuery(new URLSearchParams(request.query)) : { kind: 'none' };
}

function fromHeader(authorization: string, headers: DoorRequest['headers']): Signature {
  const [algorithm = '', rest = ''] = split(authorization.trim(), ' ');
  if (algorithm !== ALGORITHM) return { kind: 'malformed', reason: `Authorization header does not start with ${ALGORITHM}.` };
  const parts = new Map(rest.split(',').map((part) => split(part.trim(), '=')));
  for (const name of ['Credential', 'Signature', 'SignedHeaders']) {
    if (!parts.get(name)) return { kind: 'malformed', reason: `Authorization header requires '${name}' parameter.` };
  }
  return signedBy(parts.get('Credential') ?? '', {
    signedHeaders: parts.get('SignedHeaders') ?? '',
    signature: parts.get('Signature') ?? '',
    timestamp: headers['x-amz-date'],
    sessionToken: headers['x-amz-security-token'],
    expiresIn: undefined,
  });
}

function fromQuery(query: URLSearchParams): Signature {
  if (!query.has('X-Amz-Algorithm')) return { kind: 'none' };
  for (const name of ['X-Amz-Credential', 'X-Amz-Signature', 'X-Amz-SignedHeaders', 'X-Amz-Date', 'X-Amz-Expires']) {
    if (!query.get(name)) return { kind: 'malformed', reason: `AWS query-string parameters must include '${name}'.` };
  }
  if (query.get('X-Amz-Algorithm') !== ALGORITHM) return { kind: 'malformed', reason: `X-Amz-Algorithm must be ${ALGORITHM}.` };
  const expires = query.get('X-Amz-Expires') ?? '';
  const expiresIn = /^\d{1,6}$/.test(expires) ? Number(expires) : Infinity;
  if (expiresIn > LONGEST_EXPIRY) return { kind: 'malformed', reason: `X-Amz-Expires must be at most ${LONGEST_EXPIRY} seconds.` };
  return signedBy(query.get('X-Amz-Credential') ?? '', {
    signedHeaders: query.get('X-Amz-SignedHeaders') ?? '',
    signature: query.get('X-Amz-Signature') ?? '',
    timestamp: query.get('X-Amz-Date') ?? undefined,
    sessionToken: query.get('X-Amz-Security-Token') ?? undefined,
    expiresIn,
  });
}

function signedBy(
  credential: string,
  { signedHeaders, ...rest }: Omit<SignedBy, 'kind' | 'accessKeyId' | 'scope' | 'signedHeaders'> & { readonly signedHeaders: string },
): Signature {
  const [accessKeyId, date, region, service, terminator, ...more] = credential.split('/');
  if (!accessKeyId || !date || !region || !service || terminator !== 'aws4_request' || more.length > 0) {
    return { kind: 'malformed', reason: 'Credential must have 5 slash-delimited elements, of which the last is aws4_request.' };
  }
  return { kind: 'signed', accessKeyId, scope: { date, region, service }, signedHeaders: signedHeaders.toLowerCase().split(';'), ...rest };
}

function split(text: string, by: string): [string, string] {
  const at = text.indexOf(by);
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1).trim()];
}
