import { isIP } from 'node:net';
import { invalid } from './refusal.js';
import type { GivenCondition } from './v2-types.js';

const FIELDS = ['path-pattern', 'host-header', 'http-header', 'http-request-method', 'query-string', 'source-ip'] as const;
export type ConditionField = (typeof FIELDS)[number];

/** Fields of which a rule may have several conditions. */
const REPEATABLE: readonly ConditionField[] = ['http-header', 'query-string'];

const MOST_VALUES = 5;
const LONGEST = 128;

/** A condition as the matching needs it. */
export interface Condition {
  readonly field: ConditionField;
  /** Patterns with wildcards, methods, or address ranges; one of them must match. */
  readonly values: readonly string[];
  readonly regexes: readonly string[];
  /** Of `http-header`, in lower case. */
  readonly header?: string;
  /** Of `query-string`. */
  readonly pairs: readonly { readonly key?: string; readonly value: string }[];
}

/**
 * The conditions of a rule. Pure. AWS: RuleCondition of the Elastic Load Balancing v2 API, and its quotas.
 * @throws Refusal ValidationError
 */
export function readConditions(given: readonly GivenCondition[]): Condition[] {
  if (given.length === 0) throw invalid('A condition must be specified');
  const conditions = given.map(readCondition);
  for (const { field } of conditions) {
    if (REPEATABLE.includes(field) || conditions.filter((other) => other.field === field).length === 1) continue;
    throw invalid(`A rule can only have one '${field}' condition`);
  }
  const values = conditions.flatMap((condition) => [...condition.values, ...condition.regexes, ...condition.pairs.map(({ value }) => value)]);
  if (values.length > MOST_VALUES) throw invalid(`A rule can only have '${MOST_VALUES}' condition values, found '${values.length}'`);
  const long = values.find((value) => value.length > LONGEST);
  if (long !== undefined) throw invalid(`Condition values cannot be longer than '${LONGEST}' characters, found '${long.length}'`);
  return conditions;
}

function readCondition(given: GivenCondition): Condition {
  const { field, values, regexes, header, pairs } = valuesOf(given);
  if (values.length + regexes.length + pairs.length === 0) throw invalid('A condition value must be specified');
  if (values.includes('') || regexes.includes('') || pairs.some(({ value }) => value === '')) throw invalid('A condition value cannot be empty');
  for (const regex of regexes) checkRegex(regex);
  if (field === 'http-header' && !/^[A-Za-z0-9!#$%&'*+.^_`|~-]{1,40}$/.test(header ?? '')) {
    throw invalid(`The name of an HTTP header in a condition must be a token of 1 to 40 characters, found '${header ?? ''}'`);
  }
  if (field === 'http-request-method') checkEach(values, /^[A-Z_-]{1,40}$/, 'HTTP request method');
  if (field === 'source-ip') for (const value of values) checkRangeOfAddresses(value);
  return { field, values, regexes, pairs, ...(header === undefined ? {} : { header }) };
}

type Values = Omit<Condition, 'field'>;

function valuesOf(given: GivenCondition): Condition {
  const field = FIELDS.find((known) => known === given.Field);
  if (!field) throw invalid(`Condition field '${given.Field ?? ''}' must be one of '[${FIELDS.join(', ')}]'`);
  return { field, ...VALUES[field](given) };
}

const plain = (values: readonly string[] = [], regexes: readonly string[] = []): Values => ({ values, regexes, pairs: [] });

const VALUES: Readonly<Record<ConditionField, (given: GivenCondition) => Values>> = {
  'path-pattern': ({ Values, RegexValues, PathPatternConfig: config }) => plain(config?.Values ?? Values, config?.RegexValues ?? RegexValues),
  'host-header': ({ Values, RegexValues, HostHeaderConfig: config }) => plain(config?.Values ?? Values, config?.RegexValues ?? RegexValues),
  'http-header': ({ RegexValues, HttpHeaderConfig: config }) => ({
    ...plain(config?.Values, config?.RegexValues ?? RegexValues),
    header: (config?.HttpHeaderName ?? '').toLowerCase(),
  }),
  'http-request-method': ({ HttpRequestMethodConfig: config }) => plain(config?.Values),
  'query-string': ({ QueryStringConfig: config }) => ({
    ...plain(),
    pairs: (config?.Values ?? []).map(({ Key, Value = '' }) => ({ value: Value, ...(Key ? { key: Key } : {}) })),
  }),
  'source-ip': ({ SourceIpConfig: config }) => plain(config?.Values),
};

function checkEach(values: readonly string[], form: RegExp, noun: string): void {
  const wrong = values.find((value) => !form.test(value));
  if (wrong !== undefined) throw invalid(`'${wrong}' is not a valid ${noun}`);
}

function checkRegex(text: string): void {
  try {
    new RegExp(text);
  } catch {
    throw invalid(`'${text}' is not a valid regular expression`);
  }
}

function checkRangeOfAddresses(text: string): void {
  const [address = '', prefix = ''] = text.split('/');
  const family = isIP(address);
  if (family !== 0 && /^\d{1,3}$/.test(prefix) && Number(prefix) <= (family === 4 ? 32 : 128)) return;
  throw invalid(`Source IP '${text}' is not a valid CIDR block`);
}

/** As AWS describes a condition: patterns of hosts and paths in both forms. Pure. */
export function conditionAnswer(given: GivenCondition): GivenCondition {
  const { field, values, regexes } = readCondition(given);
  const config = { ...(values.length > 0 ? { Values: values } : {}), ...(regexes.length > 0 ? { RegexValues: regexes } : {}) };
  if (field === 'path-pattern') return { Field: field, ...config, PathPatternConfig: config };
  if (field === 'host-header') return { Field: field, ...config, HostHeaderConfig: config };
  return given;
}
