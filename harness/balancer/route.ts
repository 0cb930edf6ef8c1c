import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import type { TargetPool } from './routing.js';

/** What rules of a listener can tell requests apart by. */
export interface RequestHead {
  readonly method: string;
  /** As it came, undecoded; with its leading slash. */
  readonly path: string;
  /** Without its question mark; empty when there is none. */
  readonly query: string;
  /** Names in lower case. */
  readonly headers: IncomingHttpHeaders;
  /** Address of the client. */
  readonly client: string;
}

/** An answer that a listener gives without asking a target. */
export interface GivenAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Where a request goes. */
export type Route = { readonly kind: 'forward'; readonly pool: TargetPool } | { readonly kind: 'answer'; readonly answer: GivenAnswer };

export function requestHead({ method = 'GET', url = '/', headers, socket }: IncomingMessage): RequestHead {
  const [, path = '/', query = ''] = /^(?:[a-z]+:\/\/[^/?#]*)?([^?#]*)\??([^#]*)/is.exec(url) ?? [];
  return { method, path: path || '/', query, headers, client: (socket.remoteAddress ?? '').replace(/^::ffff:/, '') };
}
