import type { IncomingMessage } from 'node:http';
import type { DoorRequest } from './door-request.js';

/** All that is known of a request before its body is read. */
export type RequestHead = Omit<DoorRequest, 'body'>;

export function headOf(request: IncomingMessage): RequestHead {
  const target = request.url ?? '/';
  const at = target.indexOf('?');
  const [path, query] = at < 0 ? [target, ''] : [target.slice(0, at), target.slice(at + 1)];
  return { method: request.method ?? '', path, query, headers: headersOf(request) };
}

function headersOf(request: IncomingMessage): DoorRequest['headers'] {
  return Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(',') : value]));
}
