/** How much of the store is asked for: one key, its value alone, everything below a prefix, or the names below one. */
export type StoreWish =
  | { readonly kind: 'key'; readonly key: string; readonly raw: boolean }
  | { readonly kind: 'tree'; readonly key: string }
  | { readonly kind: 'names'; readonly key: string; readonly separator: string };

export type Consistency = 'default' | 'consistent' | 'stale';

/** A read as it was asked for. */
export type StoreRead = StoreWish & {
  readonly consistency: Consistency;
  /** To be answered when the index is above `index`, or after so many wall seconds. */
  readonly blocking?: { readonly index: number; readonly seconds: number };
};

/** Why a request is not a read, as Consul says it. */
export interface StoreRefusal {
  readonly status: 400 | 404 | 405;
  readonly text: string;
}

/** "Blocking Queries": the wait is 5 minutes where none is asked for, and never longer than 10. */
const DEFAULT_WAIT_SECONDS = 300;
const LONGEST_WAIT_SECONDS = 600;

const KV = '/v1/kv/';

/**
 * Reads a request to `/v1/kv/`; what is wrong with it is looked for in Consul's order. Pure. Consul: "KV Store
 * Endpoints" (Read Key), "Blocking Queries", "Consistency Modes".
 */
export function readOf(method: string, target: string): StoreRead | StoreRefusal {
  const [path = '', ...rest] = target.split('?');
  if (!path.startsWith(KV)) return { status: 404, text: '' };
  const key = decoded(path.slice(KV.length));
  if (key === undefined) return { status: 400, text: '400 Bad Request' };
  const query = new URLSearchParams(rest.join('?'));
  const options = optionsOf(query);
  if ('status' in options) return options;
  if (method !== 'GET') return { status: 405, text: `method ${method} not allowed` };
  const wish = wishOf(key, query);
  return wish.kind === 'key' && key === '' ? { status: 400, text: 'Missing key name' } : { ...wish, ...options };
}

/** What a query says about how a read is to be answered, whatever is read. */
function optionsOf(query: URLSearchParams): Pick<StoreRead, 'consistency' | 'blocking'> | StoreRefusal {
  const [stale, consistent] = [query.has('stale'), query.has('consistent')];
  if (stale && consistent) return { status: 400, text: 'Cannot specify ?stale with ?consistent, conflicting semantics.' };
  const seconds = waitOf(query.get('wait') ?? '');
  if (seconds === undefined) return { status: 400, text: 'Invalid wait time' };
  const text = query.get('index') || '0';
  if (!/^\d+$/.test(text) || BigInt(text) >= 2n ** 64n) return { status: 400, text: 'Invalid index' };
  const index = Number(text);
  return { consistency: stale ? 'stale' : consistent ? 'consistent' : 'default', ...(index > 0 ? { blocking: { index, seconds } } : {}) };
}

function wishOf(key: string, query: URLSearchParams): StoreWish {
  // Consul takes the misspelt name too.
  if (query.has('keys')) return { kind: 'names', key, separator: query.get('separator') ?? query.get('seperator') ?? '' };
  return query.has('recurse') ? { kind: 'tree', key } : { kind: 'key', key, raw: query.has('raw') };
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

const DURATION = /^([+-]?)((?:(?:\d+\.?\d*|\.\d+)(?:ns|us|µs|μs|ms|s|m|h))+|0)$/;
const UNIT_SECONDS: Readonly<Record<string, number>> = { ns: 1e-9, us: 1e-6, µs: 1e-6, μs: 1e-6, ms: 1e-3, s: 1, m: 60, h: 3600 };

/** Wall seconds of a duration in Go's form (`10s`, `1m30s`) within the bounds of a wait; undefined when it is none. */
function waitOf(text: string): number | undefined {
  if (text === '') return DEFAULT_WAIT_SECONDS;
  const [, sign, amounts] = DURATION.exec(text) ?? [];
  if (amounts === undefined) return undefined;
  const parts = [...amounts.matchAll(/([\d.]+)([a-zµμ]+)/g)];
  const seconds = parts.reduce((sum, [, amount, unit = '']) => sum + Number(amount) * (UNIT_SECONDS[unit] ?? 0), 0);
  return sign === '-' || seconds === 0 ? DEFAULT_WAIT_SECONDS : Math.min(seconds, LONGEST_WAIT_SECONDS);
}
