import type { MetadataBend } from './metadata-bend.js';
import type { InstanceIdentity } from './metadata-entries.js';
import { tokenTtl, type MetadataTokens } from './metadata-tokens.js';
import { metadataAt } from './metadata-tree.js';

const TOKEN_PATH = '/latest/api/token';
const TOKEN_HEADER = 'x-aws-ec2-metadata-token';
const TTL_HEADER = 'x-aws-ec2-metadata-token-ttl-seconds';

export interface MetadataRequest {
  readonly method: string;
  /** Request target as sent, with its query. */
  readonly target: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** Wall seconds at which it is answered. */
  readonly at: number;
}

/** What a service answers from. */
export interface MetadataState {
  readonly identity: InstanceIdentity;
  readonly httpTokens: 'optional' | 'required';
  readonly bend: MetadataBend;
  readonly tokens: MetadataTokens;
}

export interface MetadataAnswer {
  readonly status: number;
  readonly text: string;
  readonly headers: Readonly<Record<string, string>>;
  /** True where the answer would have been another one without the bend. */
  readonly bent: boolean;
}

/**
 * The answer to one request; `silent` and `slow` change none. The method is looked at before the token, the token
 * before the path. AWS: EC2 User Guide, "Use the Instance Metadata Service to access instance metadata"; rule 40.
 */
export function answerTo(request: MetadataRequest, state: MetadataState): MetadataAnswer {
  if (state.bend.mode === 'disabled') return { ...refusal(403, 'Forbidden'), bent: true };
  // The JavaScript SDK joins a base URL and a path with two slashes, and the real service answers it.
  const path = request.target.replace(/[?#].*$/, '').replace(/\/{2,}/g, '/');
  if (path === TOKEN_PATH) return tokenAnswer(request, state);
  // A token is given out under the one path only; that of a dated version is forbidden on purpose.
  if (request.method === 'PUT' && path.endsWith('/api/token')) return refusal(403, 'Forbidden');
  if (request.method !== 'GET' && request.method !== 'HEAD') return notAllowed('GET, HEAD');
  return refusalOfToken(request, state) ?? pageAnswer(path, state.identity);
}

function tokenAnswer({ method, headers, at }: MetadataRequest, { tokens, bend }: MetadataState): MetadataAnswer {
  if (method !== 'PUT') return notAllowed('OPTIONS, PUT');
  // A forwarded PUT comes through an open proxy of the instance and must not hand out a session.
  if (headers['x-forwarded-for'] !== undefined) return refusal(403, 'Forbidden');
  const ttl = tokenTtl(headers[TTL_HEADER]);
  if (ttl === undefined) return refusal(400, 'Bad Request');
  const text = tokens.issue(bend.mode === 'tokens-expired' ? 0 : ttl, at);
  return { status: 200, text, headers: { 'Content-Type': 'text/plain', [TTL_HEADER]: String(ttl) }, bent: false };
}

function refusalOfToken({ headers, at }: MetadataRequest, { httpTokens, bend, tokens }: MetadataState): MetadataAnswer | undefined {
  const token = headers[TOKEN_HEADER];
  if (token === undefined) {
    if (httpTokens === 'optional' && bend.mode !== 'tokens-required') return undefined;
    return { ...refusal(401, 'Unauthorized'), bent: httpTokens === 'optional' };
  }
  if (tokens.isValid(token, at)) return undefined;
  return { ...refusal(401, 'Unauthorized'), bent: bend.mode === 'tokens-expired' };
}

function pageAnswer(path: string, identity: InstanceIdentity): MetadataAnswer {
  const text = metadataAt(identity, path);
  if (text === undefined) return refusal(404, 'Not Found');
  const type = /^\/[^/]+\/user-data$/.test(path) ? 'application/octet-stream' : 'text/plain';
  return { status: 200, text, headers: { 'Content-Type': type }, bent: false };
}

/** The real service refuses with a page, so a client that does not look at the status takes markup for a value. */
function refusal(status: number, words: string): MetadataAnswer {
  const title = `${status} - ${words}`;
  const text = `<html>\n <head><title>${title}</title></head>\n <body><h1>${title}</h1></body>\n</html>\n`;
  return { status, text, headers: { 'Content-Type': 'text/html' }, bent: false };
}

function notAllowed(allow: string): MetadataAnswer {
  return { status: 405, text: '', headers: { 'Content-Type': 'text/plain', Allow: allow }, bent: false };
}
