import { z } from 'zod';
import { ConfigError } from '../model/errors.js';
import { AUDIT_SCHEMA_VERSION } from '../model/audit.js';
import { SCHEMA_VERSION, type JournalLine } from '../model/journal.js';
import { MUTANT_SCHEMA } from './schema/audit-schema.js';
import { PROCESS_MARK } from './schema/process-mark-schema.js';

const scenario = z.string();
const at = z.number();
const instance = z.string();
const ofInstance = { scenario, instance };
const location = z.looseObject({ file: z.string(), line: z.number() });
const kinds = z.array(z.looseObject({ kind: z.string(), sentence: z.string() }));

/** What results are derived with, by type of line. Lines of a type that is not here are let pass: a later version may write more. */
const SHAPES: Readonly<Record<string, z.ZodType>> = {
  'run-started': z.looseObject({ runtime: z.string(), pace: z.string(), node: z.string(), folder: z.string().optional(), scenarios: z.number().optional(), writer: z.looseObject(PROCESS_MARK).optional(), dealt: z.looseObject({ scenarios: z.number(), hash: z.string() }).optional(), facts: z.looseObject({ command: z.string(), startedAt: z.string() }).optional() }),
  control: z.looseObject({ key: z.string(), accepted: z.boolean(), detail: z.string() }),
  'scenario-started': z.looseObject({ scenario, title: z.string(), family: z.string(), location, faults: z.array(z.looseObject({ summary: z.string() })), expectation: z.looseObject({ verdict: z.string() }) }),
  'scenario-unrun': z.looseObject({ title: z.string(), why: z.string(), reason: z.string(), location: location.optional() }),
  'attempt-started': z.looseObject({ scenario }),
  'rollout-started': z.looseObject({ scenario, env: z.record(z.string(), z.string()) }),
  instance: z.looseObject({ ...ofInstance, at, event: z.string() }),
  shipped: z.looseObject({ ...ofInstance, at }),
  body: z.looseObject({ hash: z.string(), text: z.string() }),
  probe: z.looseObject({ ...ofInstance, at, phase: z.string(), outcome: z.string(), tookMs: z.number(), detail: z.string() }),
  transition: z.looseObject({ ...ofInstance, at, state: z.string() }),
  phase: z.looseObject({ scenario, at, phase: z.string() }),
  group: z.looseObject({ scenario, at, group: z.string(), event: z.string() }),
  'other-kinds': z.looseObject({ ...ofInstance, kinds }),
  'other-decisions': z.looseObject({ ...ofInstance, kinds }),
  users: z.looseObject({ ...ofInstance, answers: z.array(z.looseObject({ request: z.string(), tookMs: z.number() })) }),
  traffic: z.looseObject({ scenario, every: z.number(), counts: z.array(z.looseObject({ at, fleet: z.string(), requests: z.number(), errors: z.number() })), errors: z.array(z.looseObject({ at, fleet: z.string(), request: z.string(), hurt: z.string() })) }),
  api: z.looseObject({ scenario, at, service: z.string(), operation: z.string(), outcome: z.string() }),
  'api-left-out': z.looseObject({ scenario, calls: z.number() }),
  evidence: z.looseObject({ ...ofInstance, fault: z.string(), live: z.boolean(), sentence: z.string() }),
  log: z.looseObject({ ...ofInstance, lines: z.array(z.looseObject({ at, line: z.string() })) }),
  'scenario-ended': z.looseObject({ scenario, outcome: z.enum(['as-expected', 'surprise', 'harness-error', 'control-refused', 'timed-out']), verdict: z.looseObject({ verdict: z.string(), at }).optional() }),
  'run-ended': z.looseObject({ wallSeconds: z.number(), interrupted: z.boolean() }),
  'audit-started': z.looseObject({
    app: z.string(), runtime: z.string(), node: z.string(), date: z.string(), seed: z.number(), learned: z.array(z.string()), ids: z.array(z.string()), balancer: z.enum(['classic', 'application', 'network']),
    check: z.looseObject({ target: z.string(), interval: z.number(), timeout: z.number() }), deployment: z.looseObject({}), baseline: z.array(z.string()).optional(),
  }),
  'mutant-ended': z.looseObject({ result: MUTANT_SCHEMA }),
  'audit-ended': z.looseObject({ timings: z.looseObject({ boots: z.array(z.number()), checks: z.array(z.number()) }), controlBoots: z.array(z.number()), wallSeconds: z.number(), interrupted: z.boolean() }),
};

const LINE = z.looseObject({ type: z.string(), time: z.number() });

/** Of a file that holds something else, or nothing. */
export const noJournal = (file: string, found: string): ConfigError => new ConfigError(`${file}:1: expected the journal of a run, whose first line tells that it began, found ${found}`);

/**
 * The lines of a journal. A last line without an end is left out: the run that wrote it was killed, or writes it still;
 * none is left of one that was killed as it began. Pure.
 * @param file for the message
 * @param before how many lines of it were read before: the text goes on from there
 * @throws ConfigError for a text that is none, with the line
 */
export function readJournalLines(text: string, file: string, before = 0): JournalLine[] {
  const lines = linesIn(text, file, before);
  if (before > 0) return lines;
  const [first] = lines;
  if (!first) return [];
  if (first.type !== 'run-started') throw noJournal(file, `"${first.type}"`);
  if (first.schemaVersion !== SCHEMA_VERSION) {
    throw new ConfigError(`${file}:1: expected a journal of version ${SCHEMA_VERSION}, found ${JSON.stringify(first.schemaVersion)}; read it with the canarybed that wrote it`);
  }
  return lines;
}

/**
 * The lines of an audit's journal, as `readJournalLines` gives those of a run's. Pure.
 * @throws ConfigError for a text that is none, with the line
 */
export function readAuditLines(text: string, file: string): JournalLine[] {
  const lines = linesIn(text, file);
  const [first] = lines;
  if (first?.type !== 'audit-started') throw new ConfigError(`${file}:1: expected the journal of an audit, whose first line tells that it began, found ${first ? `"${first.type}"` : 'nothing'}`);
  if (first.schemaVersion !== AUDIT_SCHEMA_VERSION) {
    throw new ConfigError(`${file}:1: expected the journal of an audit of version ${AUDIT_SCHEMA_VERSION}, found ${JSON.stringify(first.schemaVersion)}; read it with the canarybed that wrote it`);
  }
  return lines;
}

function linesIn(text: string, file: string, before = 0): JournalLine[] {
  const ended = text.slice(0, text.lastIndexOf('\n') + 1);
  return ended.split('\n').slice(0, -1).map((line, index) => lineOf(line, `${file}:${before + index + 1}`));
}

function lineOf(text: string, place: string): JournalLine {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new ConfigError(`${place}: expected a line of a journal, an object as JSON, found ${JSON.stringify(text.slice(0, 60))}`);
  }
  const line = LINE.safeParse(value);
  const checked = line.success && Object.hasOwn(SHAPES, line.data.type) ? SHAPES[line.data.type]?.safeParse(value) : line;
  if (checked?.success !== false) return value as JournalLine;
  const [issue] = checked.error.issues;
  const where = [line.success ? line.data.type : 'line', ...(issue?.path ?? [])].join('.');
  throw new ConfigError(`${place}: expected a line of a journal; ${where}: ${issue?.message ?? 'unknown'}`);
}
