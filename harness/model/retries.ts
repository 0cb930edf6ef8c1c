import { ConfigError } from './errors.js';

/** Variable by which a number is chosen where no option can be given. */
const RETRIES_VARIABLE = 'CANARYBED_RETRIES';

/**
 * How often what is not as expected is run again.
 * @param source where the text comes from, for the message
 * @throws ConfigError when the text is no whole number from 0 to 10
 */
export function parseRetries(text: string, source: string): number {
  if (/^(?:\d|10)$/.test(text)) return Number(text);
  throw new ConfigError(`${source}: expected a whole number from 0 to 10, found "${text}"`);
}

export const retriesOf = (env: NodeJS.ProcessEnv): number => parseRetries(env[RETRIES_VARIABLE] ?? '0', RETRIES_VARIABLE);
