import { randomBytes } from 'node:crypto';

/** Longest life of a session token, 6 hours, in seconds (EC2 User Guide, "Use the Instance Metadata Service"). */
const LONGEST_TTL_SECONDS = 21_600;

/** Seconds asked for by an `X-aws-ec2-metadata-token-ttl-seconds` header; undefined when it is missing or out of range. */
export function tokenTtl(header: string | undefined): number | undefined {
  if (header === undefined || !/^\d{1,5}$/.test(header)) return undefined;
  const seconds = Number(header);
  return seconds >= 1 && seconds <= LONGEST_TTL_SECONDS ? seconds : undefined;
}

/** The session tokens that one instance's metadata service has given out. */
export class MetadataTokens {
  readonly #expiry = new Map<string, number>();

  /**
   * @param ttlSeconds 0 gives a token that was never valid
   * @param now wall seconds
   */
  issue(ttlSeconds: number, now: number): string {
    for (const [token, expiry] of this.#expiry) if (expiry <= now) this.#expiry.delete(token);
    const token = `${randomBytes(40).toString('base64url')}==`;
    this.#expiry.set(token, now + ttlSeconds);
    return token;
  }

  isValid(token: string, now: number): boolean {
    return (this.#expiry.get(token) ?? Number.NEGATIVE_INFINITY) > now;
  }

  /** Ends every token given out so far. */
  expireAll(): void {
    this.#expiry.clear();
  }
}
