import { ConfigError } from '../../model/errors.js';
import { mistakesOf, type Mistake } from './config-mistakes.js';
import { CONFIG_SCHEMA, type AuditConfig } from './config-schema.js';

const MOST_SHOWN = 10;

/**
 * A value as the configuration that it is.
 * @param source what it was read from, for messages
 * @param lineOf line of a place in the source, where that has lines
 * @throws ConfigError that says where, what was expected and what was found; of values that may be secrets, their kind alone
 */
export function checkConfig(value: unknown, source: string, lineOf: (path: readonly PropertyKey[]) => number | undefined = () => undefined): AuditConfig {
  const { data, error } = CONFIG_SCHEMA.safeParse(value);
  if (!error) return data;
  const mistakes = mistakesOf(value, error.issues);
  const lines = mistakes.slice(0, MOST_SHOWN).map(({ path, sentence }: Mistake) => {
    const line = lineOf(path);
    return `${source}${line === undefined ? '' : `:${line}`}: ${sentence}`;
  });
  const left = mistakes.length - lines.length;
  throw new ConfigError([...lines, ...(left > 0 ? [`and ${left} more`] : [])].join('\n  '));
}
