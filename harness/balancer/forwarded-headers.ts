/** The listener as the world outside sees it. */
export interface Outside {
  readonly protocol: 'http' | 'https';
  readonly port: number;
}

/** Header names and values in turn, as Node and undici hand them over. */
export type RawHeaders = readonly string[];

/** Headers that speak of one connection only, and not of the message. RFC 9110, section 7.6.1. */
const HOP_BY_HOP = new Set(['connection', 'keep-alive', 'proxy-connection', 'te', 'trailer', 'transfer-encoding', 'upgrade']);
/** A `Connection` header may name more of them, but never take these from the message. */
const END_TO_END = new Set(['host', 'content-length', 'x-forwarded-for']);
/** The balancer has answered `Expect: 100-continue` itself, since it takes the body before the target does. */
const REPLACED = new Set(['x-forwarded-proto', 'x-forwarded-port', 'expect']);

/**
 * Headers of a request on its way to the target: the client's address is appended to `X-Forwarded-For`, protocol and
 * port of the listener replace what the client claims, everything else stays as it came and in its order.
 * AWS: Classic and Application guides, X-Forwarded headers.
 */
export function headersForTarget(raw: RawHeaders, client: string, outside: Outside): string[] {
  const hops = hopByHop(raw);
  const kept: string[] = [];
  const chain: string[] = [];
  for (const [name, value] of fields(raw)) {
    const known = name.toLowerCase();
    if (known === 'x-forwarded-for') chain.push(value);
    else if (!hops.has(known) && !REPLACED.has(known)) kept.push(name, value);
  }
  chain.push(client.replace(/^::ffff:/, ''));
  kept.push('X-Forwarded-For', chain.join(', '));
  kept.push('X-Forwarded-Proto', outside.protocol, 'X-Forwarded-Port', String(outside.port));
  return kept;
}

/** Headers of an answer on its way to the client: all but those of the connection to the target. */
export function headersForClient(raw: RawHeaders): string[] {
  const hops = hopByHop(raw);
  return fields(raw).flatMap((field) => (hops.has(field[0].toLowerCase()) ? [] : field));
}

function hopByHop(raw: RawHeaders): ReadonlySet<string> {
  const named = fields(raw)
    .filter(([name]) => name.toLowerCase() === 'connection')
    .flatMap(([, value]) => value.toLowerCase().split(','))
    .map((token) => token.trim())
    .filter((token) => !END_TO_END.has(token));
  return named.length > 0 ? new Set([...HOP_BY_HOP, ...named]) : HOP_BY_HOP;
}

function fields(raw: RawHeaders): [name: string, value: string][] {
  const pairs: [string, string][] = [];
  for (let index = 0; index + 1 < raw.length; index += 2) pairs.push([raw[index] ?? '', raw[index + 1] ?? '']);
  return pairs;
}
