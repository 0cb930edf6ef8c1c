import type { UserRequest } from '../../harness/model/release.js';

/** One request in so many is a write. */
export const WRITE_EVERY = 10;

/**
 * The request that users send as their n-th, counted from 0: pages in turn, and writes in turn as every tenth. Pure.
 * @throws Error when there is no page, or no write, among the requests.
 */
export function userMix(requests: readonly UserRequest[]): (turn: number) => UserRequest {
  const pages = requests.filter(({ method }) => method === 'GET');
  const writes = requests.filter(({ method }) => method === 'POST');
  if (pages.length === 0 || writes.length === 0) throw new Error('expected pages and writes among the requests of users');
  return (turn) => {
    const written = Math.floor(turn / WRITE_EVERY);
    const isWrite = turn % WRITE_EVERY === WRITE_EVERY - 1;
    return (isWrite ? writes[written % writes.length] : pages[(turn - written) % pages.length]) as UserRequest;
  };
}
