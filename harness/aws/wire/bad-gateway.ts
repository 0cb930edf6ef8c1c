import { randomUUID } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { isForm } from './owner-of.js';
import { QueryError } from './query-error.js';
import { refuse } from './refusal.js';
import type { RequestHead } from './request-head.js';
import { writeRestFault } from './write-output.js';

const CODE = 'BadGateway';

/** Tells a client, in the form of the protocol that it speaks, that those whom it asks cannot be reached. Clients try again after a 502. */
export function sendBadGateway(head: RequestHead, response: ServerResponse, message: string): void {
  if (response.destroyed) return;
  const [type, body] = bodyFor(head, message);
  response.writeHead(502, { 'content-type': type, 'content-length': Buffer.byteLength(body), 'x-amzn-requestid': randomUUID() });
  response.end(body);
}

function bodyFor(head: RequestHead, message: string): [type: string, body: string] {
  const { 'x-amz-target': target, 'content-type': type = '' } = head.headers;
  if (target !== undefined || /\bjson\b/i.test(type)) return ['application/x-amz-json-1.1', JSON.stringify({ __type: CODE, message })];
  return ['text/xml', isForm(head) ? refuse({ ...head, body: '' }, new QueryError(CODE, message, 502)).body : writeRestFault(CODE, message)];
}
