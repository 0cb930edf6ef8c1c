import { ConfigError } from './errors.js';

/** A length of time as people write it (`'1.5s'`, `'250ms'`, `'5m'`), or a number of seconds. */
export type Duration = number | `${number}ms` | `${number}s` | `${number}m` | `${number}h`;

const SECONDS_PER_UNIT = { ms: 0.001, s: 1, m: 60, h: 3600 } as const;

/**
 * Seconds of a duration.
 * @throws ConfigError when it is neither a number of seconds nor a number with a unit, or is negative.
 */
export function toSeconds(duration: Duration, name = 'duration'): number {
  const seconds = typeof duration === 'number' ? duration : parse(duration);
  if (Number.isFinite(seconds) && seconds >= 0) return seconds;
  throw new ConfigError(
    `${name}: expected seconds or a text such as '1.5s', '250ms' or '5m', found ${JSON.stringify(duration)}`,
  );
}

function parse(text: string): number {
  const match = /^(\d+(?:\.\d+)?)(ms|s|m|h)$/.exec(text.trim());
  return match ? Number(match[1]) * SECONDS_PER_UNIT[match[2] as keyof typeof SECONDS_PER_UNIT] : Number.NaN;
}

/** Seconds to a tenth, as sentences tell them. Pure. */
export const tenths = (seconds: number): number => Math.round(seconds * 10) / 10;
