import { ConfigError } from '../../model/errors.js';
import { QueryError } from '../wire/query-error.js';

/** What Auto Scaling calls every request that cannot be carried out and for which it models no error. AWS: Common Errors. */
export const invalid = (message: string): QueryError => new QueryError('ValidationError', message);

/**
 * What the rules of others refuse is AWS's ValidationError, with their own text.
 * @param except errors that have a name of their own, which are thrown as they are
 * @throws QueryError
 */
export function orInvalid<T>(work: () => T, except?: abstract new (...args: never) => Error): T {
  try {
    return work();
  } catch (error) {
    if (except && error instanceof except) throw error;
    if (error instanceof ConfigError || error instanceof QueryError) throw invalid(error.message);
    throw error;
  }
}

/** The one of several words that a member of a request was given. @throws QueryError ValidationError for another one */
export function oneOf<T extends string>(member: string, words: readonly T[], given: string): T {
  const word = words.find((one) => one === given);
  if (word === undefined) throw invalid(`${member} '${given}' is not valid. It must be one of ${words.join(', ')}`);
  return word;
}
