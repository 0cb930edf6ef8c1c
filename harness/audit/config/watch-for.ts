import { toSeconds, type Duration } from '../../model/duration.js';
import { ConfigError } from '../../model/errors.js';

/** Wall seconds: what shows itself later is no matter of a rollout. */
const MOST = 3600;

/**
 * Wall seconds for which mutants are watched at least.
 * @param name of what says so, for messages
 * @throws ConfigError for what is no time, or longer than an hour
 */
export function watchSeconds(given: string | number, name: string): number {
  const seconds = toSeconds(given as Duration, name);
  if (seconds <= MOST) return seconds;
  throw new ConfigError(`${name}: expected at most 1h, found ${JSON.stringify(given)}; every accepted mutant would be watched for so long`);
}
