import { ConfigError } from '../model/errors.js';

/**
 * The word that an option was given, of the few that it takes.
 * @throws ConfigError for any other, with those that would do
 */
export function oneOf<T extends string>(option: string, found: string, known: readonly T[]): T {
  const word = known.find((each) => each === found);
  if (word !== undefined) return word;
  const [last, ...others] = [...known].reverse();
  throw new ConfigError(`${option}: expected ${others.reverse().join(', ')} or ${last}, found "${found}"`);
}
