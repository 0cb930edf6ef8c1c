import { ConfigError } from './errors.js';
import type { FaultBody } from './fault.js';

type FieldName = Exclude<FaultBody extends infer F ? (F extends F ? keyof F : never) : never, 'kind' | 'operator'>;

const KINDS: Readonly<Record<FaultBody['kind'], true>> = {
  env: true, file: true, page: true, migration: true, process: true, database: true, dependency: true, request: true, metadata: true, store: true,
};

/** How a field is told, and whether a value is fit for it. */
type Rule = readonly [string, (value: unknown) => boolean];

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
const isNumber = (value: unknown): boolean => typeof value === 'number' && Number.isFinite(value) && value >= 0;

const TEXT: Rule = ['a text', (value) => typeof value === 'string'];
const NUMBER: Rule = ['a number from 0', isNumber];
const WHOLE: Rule = ['a whole number from 0', (value) => isNumber(value) && Number.isInteger(value)];
const SWITCH: Rule = ['true or false', (value) => typeof value === 'boolean'];
const ONSET: Rule = [
  "'boot', 'listening', 'passing', { seconds: n } or { after: 'rollout' or 'accepted', seconds: n }",
  (value) => {
    if (!isObject(value)) return ['boot', 'listening', 'passing'].includes(value as string);
    return isNumber(value['seconds']) && (!('after' in value) || ['rollout', 'accepted'].includes(value['after'] as string));
  },
];
const EDIT: Rule = ['an edit of a template', (value) => value === null || (isObject(value) && typeof value['text'] === 'string')];
const HOSTS: Rule = ['a list of hosts', (value) => Array.isArray(value) && value.every((host) => typeof host === 'string')];
const FORM: Rule = ['a form such as { headers: {} }', isObject];

const RULES: Readonly<Record<FieldName, Rule>> = {
  key: TEXT, value: TEXT, other: TEXT, path: TEXT, find: TEXT, content: TEXT, sql: TEXT, table: TEXT, setting: TEXT, pattern: TEXT,
  seconds: NUMBER, lasts: NUMBER, megabytes: NUMBER, latencyMs: NUMBER,
  checks: WHOLE, descriptors: WHOLE, bytes: WHOLE, port: WHOLE, status: WHOLE, requests: WHOLE, times: WHOLE, every: WHOLE, after: WHOLE, exitCode: WHOLE,
  respawn: SWITCH, endSessions: SWITCH, held: SWITCH,
  onset: ONSET, edit: EDIT, hosts: HOSTS, form: FORM,
};

/** What operators cannot be carried out without, by the fault's name. */
const NEEDED: Readonly<Record<string, readonly FieldName[]>> = {
  'env.set': ['key', 'value'],
  'env.swap': ['key', 'other'],
  'file.replace': ['path', 'content'],
  'file.substitute': ['path', 'find', 'content'],
  'migration.further': ['sql'],
  'migration.half-applied': ['sql'],
  'migration.slow': ['seconds'],
  'process.listen-late': ['seconds'],
  'process.exit-after-checks': ['checks'],
  'process.memory-limit': ['megabytes'],
  'database.slow': ['latencyMs'],
  'database.cut': ['bytes'],
  'database.table-missing': ['table'],
  'database.table-dropped': ['table'],
  'dependency.slow': ['latencyMs'],
  'metadata.slow': ['seconds'],
  'store.stale-value': ['key', 'value'],
  'request.asked-otherwise': ['form'],
};

/** Fields without which no fault of a kind can be carried out. */
const NEEDED_BY_KIND: Partial<Record<FaultBody['kind'], readonly FieldName[]>> = { env: ['key'], file: ['path'], page: ['path'], dependency: ['setting'] };

/**
 * Refuses what a scenario file without type checking may give as a fault: the journal would not be one that can be read.
 * @throws ConfigError with what was expected and found
 */
export function checkFaultFields(fault: unknown): void {
  if (typeof fault === 'function') throw new ConfigError('expected a fault, found a function; call it, as in fault.database.down()');
  if (!isObject(fault) || !Object.hasOwn(KINDS, String(fault['kind'])) || typeof fault['operator'] !== 'string') {
    throw new ConfigError(`expected a fault of "fault", such as fault.database.down(), found ${told(fault)}`);
  }
  const kind = fault['kind'] as FaultBody['kind'];
  const name = `${kind}.${fault['operator']}`;
  if (typeof fault['summary'] !== 'string' || fault['summary'].trim() === '') {
    throw new ConfigError(`fault ${name}: expected a summary, a text that says in reports what is wrong, found ${told(fault['summary'])}`);
  }
  const needed = [...(NEEDED_BY_KIND[kind] ?? []), ...(NEEDED[name] ?? [])];
  for (const [field, [expected, isFit]] of Object.entries(RULES)) {
    const value = fault[field];
    if (value === undefined ? needed.includes(field as FieldName) : !isFit(value)) {
      throw new ConfigError(`fault ${name}: expected ${field} to be ${expected}, found ${told(value)}`);
    }
  }
}

/** Without the value of a text, which may be a secret. */
function told(value: unknown): string {
  if (value === undefined) return 'none';
  if (typeof value === 'string') return value.trim() === '' ? 'an empty text' : 'a text';
  if (typeof value === 'number' || typeof value === 'boolean' || value === null) return String(value);
  return Array.isArray(value) ? 'a list' : `a value of type ${typeof value}`;
}
