import { z } from 'zod';
import { ConfigError } from '../../model/errors.js';
import { mistakesOf, type Mistake } from './config-mistakes.js';
import { APP_AUDIT_SCHEMA, CONFIG_SCHEMA, type AppAudit, type AuditConfig } from './config-schema.js';

const MOST_SHOWN = 10;

/**
 * A value as the configuration that it is.
 * @param source what it was read from, for messages
 * @param lineOf line of a place in the source, where that has lines
 * @throws ConfigError that says where, what was expected and what was found; of values that may be secrets, their kind alone
 */
export function checkConfig(value: unknown, source: string, lineOf: LineOf = () => undefined): AuditConfig {
  return checked(CONFIG_SCHEMA, value, source, lineOf);
}

/**
 * The part `audit` of an app's description as what it is.
 * @param source file of the description, for messages
 * @throws ConfigError as `checkConfig` does, with places such as `audit.ignore[0].reason`
 */
export function checkAppAudit(audit: unknown, source: string): AppAudit {
  return checked(DESCRIPTION, { audit }, source, () => undefined).audit;
}

type LineOf = (path: readonly PropertyKey[]) => number | undefined;

const DESCRIPTION = z.object({ audit: APP_AUDIT_SCHEMA });

function checked<S extends z.ZodType>(schema: S, value: unknown, source: string, lineOf: LineOf): z.infer<S> {
  const { data, error } = schema.safeParse(value);
  if (!error) return data;
  const mistakes = mistakesOf(value, error.issues);
  const lines = mistakes.slice(0, MOST_SHOWN).map(({ path, sentence }: Mistake) => {
    const line = lineOf(path);
    return `${source}${line === undefined ? '' : `:${line}`}: ${sentence}`;
  });
  const left = mistakes.length - lines.length;
  throw new ConfigError([...lines, ...(left > 0 ? [`and ${left} more`] : [])].join('\n  '));
}
