import { wallNow } from '../model/wall-clock.js';

/** Cookies that a user was given on the way, sent back with each later request. A path or a host is not looked at. */
export class CookieJar {
  readonly #cookies = new Map<string, string>();

  /** @param lines values of `Set-Cookie`; @param now Unix seconds */
  take(lines: readonly string[], now = performance.timeOrigin / 1000 + wallNow()): void {
    for (const line of lines) {
      const [pair = '', ...attributes] = line.split(';');
      const { name, value } = partsOf(pair);
      if (name === '') continue;
      if (isOver(attributes, now)) this.#cookies.delete(name);
      else this.#cookies.set(name, value);
    }
  }

  /** Value of `Cookie`, after those that the request names itself; undefined when there are none. */
  header(own?: string): string | undefined {
    const ours = [...this.#cookies].map(([name, value]) => `${name}=${value}`);
    const all = own === undefined ? ours : [own, ...ours];
    return all.length === 0 ? undefined : all.join('; ');
  }
}

function partsOf(pair: string): { readonly name: string; readonly value: string } {
  const at = pair.indexOf('=');
  return at < 0 ? { name: '', value: '' } : { name: pair.slice(0, at).trim(), value: pair.slice(at + 1).trim() };
}

/** Max-Age goes before Expires (RFC 6265, 5.3). */
function isOver(attributes: readonly string[], now: number): boolean {
  const found = new Map(attributes.map(partsOf).map(({ name, value }) => [name.toLowerCase(), value]));
  const age = found.get('max-age');
  if (age !== undefined && /^-?\d+$/.test(age)) return Number(age) <= 0;
  return Date.parse(found.get('expires') ?? '') / 1000 <= now;
}
