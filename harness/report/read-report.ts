import { parseDocument } from 'yaml';
import { z } from 'zod';
import type { AuditResults } from '../model/audit.js';
import { ConfigError } from '../model/errors.js';
import { SCHEMA_VERSION } from '../model/journal.js';
import type { RunResults } from './results.js';
import { AUDIT_SCHEMA } from './schema/audit-schema.js';
import { END_SHAPE, OUTCOMES } from './schema/end-schema.js';
import { RESULTS_SCHEMA } from './schema/results-schema.js';

/** What of a run's results two of them are compared by: those of an earlier version may have no more. */
const COMPARED = z.looseObject({
  schemaVersion: z.literal(SCHEMA_VERSION),
  scenarios: z.array(z.looseObject({ title: z.string(), location: z.looseObject({ file: z.string() }), outcome: z.enum(OUTCOMES), judgement: END_SHAPE.judgement, error: END_SHAPE.error })),
  interrupted: z.boolean().optional(),
  unrun: z.array(z.looseObject({ title: z.string(), why: z.string(), reason: z.string() })).optional(),
});

export type Report = { readonly kind: 'run'; readonly results: Pick<RunResults, 'scenarios'> & Partial<Pick<RunResults, 'interrupted' | 'unrun'>> } | { readonly kind: 'audit'; readonly results: AuditResults };

/**
 * A results.json or an audit.json. Pure.
 * @param file for the message
 * @throws ConfigError for what is neither, with the line as far as there is one
 */
export function readReport(text: string, file: string): Report {
  const value = parsed(text, file);
  if (Array.isArray(value.mutants)) return { kind: 'audit', results: checked(AUDIT_SCHEMA, value, file) as unknown as AuditResults };
  if (Array.isArray(value.scenarios)) return { kind: 'run', results: checked(COMPARED, value, file) as unknown as RunResults };
  throw new ConfigError(`${file}:1: expected a results.json or an audit.json, found an object with neither "scenarios" nor "mutants"`);
}

/**
 * A results.json of which reports are made: with all that they tell. Pure.
 * @param file for the message
 * @throws ConfigError for what is none, or lacks something
 */
export function readResults(text: string, file: string): RunResults {
  return checked(RESULTS_SCHEMA, parsed(text, file), file) as RunResults;
}

function parsed(text: string, file: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null) return value as Record<string, unknown>;
  } catch (error) {
    // Node's own message tells no place on some versions.
    const line = parseDocument(text.trimEnd(), { schema: 'json' }).errors[0]?.linePos?.[0].line ?? 1;
    throw new ConfigError(`${file}:${line}: expected JSON, found otherwise: ${(error as Error).message.split('\n')[0]}`);
  }
  throw new ConfigError(`${file}:1: expected a results.json or an audit.json, found ${text.trim().slice(0, 60)}`);
}

function checked(schema: z.ZodType, value: Readonly<Record<string, unknown>>, file: string): unknown {
  const result = schema.safeParse(value);
  // What a later version added is kept.
  if (result.success) return value;
  const [issue] = result.error.issues;
  throw new ConfigError(`${file}: ${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'not as its schema says'}`);
}
