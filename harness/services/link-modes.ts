import { ConfigError } from '../model/errors.js';

/**
 * What a link does with the bytes between an app and its database.
 *
 * - `pass`: everything goes through, in order, with backpressure.
 * - `refuse`: the database is down. New connections get ECONNREFUSED, those that exist are reset.
 * - `reset`: connections are accepted and reset at once; those that exist are reset.
 * - `blackhole`: the database hangs. Connections stay open or are accepted, and nothing passes in either direction.
 * - `latency`: each chunk waits `ms` milliseconds, in each direction; the order is kept.
 * - `cut`: a connection is reset once `bytes` bytes have passed to the client while the cut was on.
 */
export type LinkMode =
  | { readonly mode: 'pass' }
  | { readonly mode: 'refuse' }
  | { readonly mode: 'reset' }
  | { readonly mode: 'blackhole' }
  | { readonly mode: 'latency'; readonly ms: number }
  | { readonly mode: 'cut'; readonly bytes: number };

/** What a link has seen since it was opened. */
export interface LinkCounters {
  /** Connections accepted; those that met `refuse` never arrive and cannot be counted. */
  readonly connections: number;
  /** Connections open now. */
  readonly open: number;
  readonly bytesToServer: number;
  readonly bytesToClient: number;
  /** Connections that met `reset`, `blackhole` or the end of a `cut`, each counted once. */
  readonly refusedWhile: number;
}

/** @throws ConfigError when a number of the mode is out of range. */
export function checkLinkMode(mode: LinkMode): void {
  if (mode.mode === 'latency' && !(Number.isFinite(mode.ms) && mode.ms >= 0)) {
    throw new ConfigError(`latency: expected milliseconds of 0 or more, found ${mode.ms}`);
  }
  if (mode.mode === 'cut' && !(Number.isSafeInteger(mode.bytes) && mode.bytes >= 0)) {
    throw new ConfigError(`cut: expected a whole number of bytes of 0 or more, found ${mode.bytes}`);
  }
}

/** Wall seconds at which a chunk that arrived at `arrivedAt` may leave; Infinity while nothing may. */
export function releaseAt(mode: LinkMode, arrivedAt: number): number {
  if (mode.mode === 'blackhole') return Number.POSITIVE_INFINITY;
  return mode.mode === 'latency' ? arrivedAt + mode.ms / 1000 : arrivedAt;
}

/** How much of a chunk may pass to the client, given what passed since the mode was set, and whether it is the last. */
export function portionOf(mode: LinkMode, passed: number, length: number): { bytes: number; last: boolean } {
  if (mode.mode !== 'cut') return { bytes: length, last: false };
  const left = Math.max(0, mode.bytes - passed);
  return { bytes: Math.min(left, length), last: length >= left };
}
