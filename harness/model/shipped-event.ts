/** Longest event that is kept whole, in characters of its JSON text. */
const LONGEST = 16_384;

const BETWEEN_WORDS = /[\s"',]/;

/** One event of an app's log as it reached the collector of its instance. */
export interface ShippedEvent {
  /** Seconds of the rollout's clock at which it came. */
  readonly at: number;
  readonly via: 'syslog' | 'http';
  /** Who sent it by its own account, where the syslog header says so. */
  readonly host?: string;
  readonly program?: string;
  /** Keyword of RFC 5424, section 6.2.1. */
  readonly severity?: string;
  /** A JSON value, or the text of a message that is none. */
  readonly event: unknown;
}

/** An event as JSON text; one that is a text stays as it is. Pure. */
export const eventText = (event: unknown): string => (typeof event === 'string' ? event : (JSON.stringify(event) ?? ''));

/**
 * The event, or, of one that is too long, the beginning of its text: cut between words, so that no part of a secret is
 * left where the whole would be masked. Pure.
 */
export function boundedEvent(event: unknown): unknown {
  const text = eventText(event);
  if (text.length <= LONGEST) return event;
  let end = LONGEST;
  while (end > 0 && !BETWEEN_WORDS.test(text.charAt(end - 1))) end -= 1;
  return `${text.slice(0, end)}...`;
}
