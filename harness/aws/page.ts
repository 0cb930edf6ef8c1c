/** A part of a longer list, and the token under which the next part is to be had. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly next?: string;
}

const PREFIX = 'after-';

/**
 * The page of a list that a token stands for; the first without one. Pure.
 * @param size most items of a page
 * @param refuse AWS's error of the service for a token that none of ours is
 */
export function pageOf<T>(all: readonly T[], token: string | undefined, size: number, refuse: () => Error): Page<T> {
  const from = token ? readToken(token) : 0;
  if (from === undefined) throw refuse();
  const to = from + size;
  const items = all.slice(from, to);
  return to < all.length ? { items, next: Buffer.from(`${PREFIX}${to}`).toString('base64url') } : { items };
}

function readToken(token: string): number | undefined {
  const [, digits] = /^after-(\d{1,9})$/.exec(Buffer.from(token, 'base64url').toString()) ?? [];
  return digits === undefined ? undefined : Number(digits);
}
