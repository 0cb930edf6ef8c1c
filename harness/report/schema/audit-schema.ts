import { z } from 'zod';
import { AUDIT_AREAS, AUDIT_SCHEMA_VERSION } from '../../model/audit.js';
import { harm, observed, verdictWord } from './end-schema.js';
import { PROCESS_MARK } from './process-mark-schema.js';
import { facts } from './results-schema.js';
import { texts } from './rollout-schema.js';

const STATUSES = ['killed', 'survived', 'false-alarm', 'harmless', 'invalid', 'ignored', 'timed-out'] as const;

const ended = { code: z.number().nullable(), signal: z.string().nullable() };

/** What became of a mutant. */
export const MUTANT_SCHEMA = z.object({
  id: z.string(),
  area: z.enum(AUDIT_AREAS),
  operator: z.string(),
  target: z.string().describe('What is broken: a setting, file, table or server.'),
  summary: z.string(),
  breaks: z.enum(['release', 'check']),
  status: z.enum(STATUSES),
  optional: z.boolean().optional().describe('The description says that users are served without what it takes away.'),
  detail: z.string().describe('Why it is invalid, ignored or timed out; or the comparison that decided its verdict, and what of the description it contradicts.'),
  verdict: verdictWord.optional(),
  judgedAt: z.number().optional().describe("Second of the balancer's time."),
  reason: z.string().optional(),
  harm: harm.optional(),
  oldHarm: harm.optional().describe('Of the users of an old fleet beside it.'),
  hurt: texts.describe('In what users got something else than from the control.'),
  observed: observed.optional(),
  process: z
    .union([z.object({ fate: z.enum(['alive', 'never-listened']) }), z.object({ fate: z.enum(['failed-start', 'died']), ...ended })])
    .optional(),
  checks: z.record(z.string(), z.boolean()).optional().describe('Every check that the health answer names, and whether it failed.'),
  advice: z.string().optional(),
  scenario: z.string().optional().describe('The scenario to keep.'),
  wallSeconds: z.number(),
  remembered: z.boolean().optional(),
});

const percent = z.number().min(0).max(100).optional();

const score = z.object({
  sensitivity: percent.describe('Of the broken releases those that were refused, in percent; left out where there was none.'),
  specificity: percent.describe('Of the good ones those that were accepted, in percent; left out where there was none.'),
  counts: z.object(Object.fromEntries(STATUSES.map((status) => [status, z.number()]))),
});

/** `audit.json`. Further keys may come within a schema version. */
export const AUDIT_SCHEMA = z.object({
  schemaVersion: z.literal(AUDIT_SCHEMA_VERSION),
  app: z.string(),
  runtime: z.string(),
  node: z.string(),
  date: z.string().describe('ISO 8601.'),
  seed: z.number(),
  healthCheck: z.string(),
  balancer: z.string(),
  learned: texts,
  score,
  byArea: z.record(z.string(), score),
  byOperator: z.record(z.string(), score),
  mutants: z.array(MUTANT_SCHEMA),
  matrix: z.object({ checks: texts, rows: z.array(z.object({ mutant: z.string(), caughtBy: texts })) }).describe('Which check caught which mutant.'),
  tuning: z.array(z.object({ setting: z.string(), now: z.string(), proposed: z.string(), why: z.string() })),
  controlBoots: z.array(z.number()).describe('Wall seconds.'),
  facts: facts.optional(),
  breakOn: z.number().optional().describe('Least percentage of both shares that was asked for.'),
  baseline: z.object({ known: texts, fresh: texts, fixed: texts }).optional(),
  wallSeconds: z.number(),
  interrupted: z.boolean(),
  underWay: z.object({ of: z.number(), writer: z.object(PROCESS_MARK).optional() }).optional().describe('Only of what is written while the audit goes on, which counts as interrupted: of how many mutants.'),
});
