import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { z } from 'zod';
import type { AuditResults, MutantResult } from '../../model/audit.js';
import type { Observed, Retries } from '../../model/journal.js';
import type { ProbeRecord, RolloutRecord, RunFacts } from '../rollout-record.js';
import type { RunResults, ScenarioResult } from '../results.js';
import { AUDIT_SCHEMA } from './audit-schema.js';
import { reportSchemaTexts } from './json-schema.js';
import { RESULTS_SCHEMA } from './results-schema.js';

type Results = z.infer<typeof RESULTS_SCHEMA>;
type Scenario = Results['scenarios'][number];
type Rollout = NonNullable<Scenario['rollout']>;
type Audit = z.infer<typeof AUDIT_SCHEMA>;

type None<T extends never> = T;
type Undescribed<T, S> = Exclude<keyof T, keyof S>;

/** Checked by the compiler: what is added to the results and not to their schemas stands here as an error. */
export type Complete = [
  None<Undescribed<RunResults, Results>>,
  None<Undescribed<RunFacts, Results['facts']>>,
  None<Undescribed<ScenarioResult, Scenario>>,
  None<Undescribed<RolloutRecord, Rollout>>,
  None<Undescribed<ProbeRecord, Rollout['probes'][number]>>,
  None<Undescribed<Observed, NonNullable<Scenario['observed']>>>,
  None<Undescribed<Retries, NonNullable<Scenario['retries']>>>,
  None<Undescribed<AuditResults, Audit>>,
  None<Undescribed<MutantResult, Audit['mutants'][number]>>,
];

const golden = (name: string): unknown => JSON.parse(readFileSync(join(__dirname, '../golden', name), 'utf8'));

test.each(Object.entries(reportSchemaTexts()))('%s is published as it is; if not: node schema/write.mjs', (name, text) => {
  expect(readFileSync(join(__dirname, '../../../schema', name), 'utf8')).toBe(text);
});

test.each([
  ['results.json', RESULTS_SCHEMA],
  ['audit.json', AUDIT_SCHEMA],
])('%s is described to its last key', (name, schema: z.ZodType) => {
  const written = golden(name);
  // What a schema does not know it leaves out.
  expect(schema.parse(written)).toEqual(written);
});

test('keys of a later version are let pass, and what is missing or of another kind is not', () => {
  const results = golden('results.json') as Results;
  const [first] = results.scenarios;
  expect(RESULTS_SCHEMA.safeParse({ ...results, later: 1, scenarios: [{ ...first, later: 1 }] }).success).toBe(true);
  expect(RESULTS_SCHEMA.safeParse({ ...results, scenarios: [{ ...first, reproduce: undefined }] }).success).toBe(false);
  expect(RESULTS_SCHEMA.safeParse({ ...results, schemaVersion: 2 }).success).toBe(false);
  expect(AUDIT_SCHEMA.safeParse({ ...(golden('audit.json') as object), mutants: 'none' }).success).toBe(false);
});
