import { createHash } from 'node:crypto';

/** Longest text of a body in results, in bytes. */
export const LONGEST_BODY = 8192;

/** The bodies that results name by their hashes, each once. */
export class Bodies {
  readonly #known = new Map<string, string>();
  readonly #hashes = new Map<string, string>();
  readonly #used = new Map<string, string>();

  /** Notes a text that may be named later. */
  learn(hash: string, text: string): void {
    this.#known.set(hash, text);
  }

  /** The hash of a text that the journal has whole; undefined for an empty one. */
  hashOf(text: string | undefined): string | undefined {
    if (text === undefined || text === '') return undefined;
    let hash = this.#hashes.get(text);
    // As the journal names the bodies of health checks.
    if (hash === undefined) this.#hashes.set(text, (hash = createHash('sha256').update(text).digest('hex').slice(0, 16)));
    if (!this.#used.has(hash)) this.#used.set(hash, capped(text));
    return hash;
  }

  /** Notes that a body is named in the results. */
  use(hash: string): void {
    if (this.#used.has(hash)) return;
    const text = this.#known.get(hash);
    if (text !== undefined) this.#used.set(hash, capped(text));
  }

  /** The texts of those that were named, long ones cut with a note of how long they were. */
  used(): Record<string, string> {
    return Object.fromEntries(this.#used);
  }
}

function capped(text: string): string {
  const bytes = text.length > LONGEST_BODY / 4 ? Buffer.from(text) : undefined;
  if (!bytes || bytes.length <= LONGEST_BODY) return text;
  // The last letter may have been cut in the middle.
  const start = bytes.subarray(0, LONGEST_BODY).toString().replace(/\uFFFD$/, '');
  return `${start}\n[cut here: ${bytes.length} bytes in all]`;
}
