import { invalid, Refusal } from './refusal.js';

/** What values an attribute takes. */
export type AttributeRange =
  | { readonly kind: 'boolean' }
  | { readonly kind: 'whole'; readonly min: number; readonly max: number; readonly or?: string }
  | { readonly kind: 'one-of'; readonly values: readonly string[] }
  | { readonly kind: 'text'; readonly most: number };

export interface AttributeRule {
  readonly key: string;
  readonly initial: string;
  readonly range: AttributeRange;
}

export interface GivenAttribute {
  readonly Key?: string | undefined;
  readonly Value?: string | undefined;
}

export type Attributes = ReadonlyMap<string, string>;

export const initialAttributes = (rules: readonly AttributeRule[]): Attributes => new Map(rules.map(({ key, initial }) => [key, initial]));

/**
 * Attributes after a change: those that are not named stay. Pure.
 * @param noun of what has them, as AWS's texts begin: `Load balancer`, `Target group`, `Listener`
 * @throws Refusal InvalidConfigurationRequest for a key that is none of the rules, ValidationError for a value out of range
 */
export function changeAttributes(noun: string, rules: readonly AttributeRule[], before: Attributes, given: readonly GivenAttribute[]): Attributes {
  const after = new Map(before);
  const keys = given.map(({ Key = '' }) => Key);
  if (new Set(keys).size < keys.length) throw invalid(`${noun} attribute keys must be unique`);
  for (const { Key = '', Value = '' } of given) {
    const rule = rules.find(({ key }) => key === Key);
    if (!rule) throw new Refusal('InvalidConfigurationRequest', `${noun} attribute key '${Key}' is not recognized`);
    const wanted = whatIsWanted(rule.range, Value);
    if (wanted !== undefined) throw invalid(`${noun} attribute '${Key}' must be ${wanted}, found '${Value}'`);
    after.set(Key, Value);
  }
  return after;
}

export const attributesAnswer = (attributes: Attributes) => [...attributes].map(([Key, Value]) => ({ Key, Value }));

/** Undefined when the value is in range. */
function whatIsWanted(range: AttributeRange, value: string): string | undefined {
  switch (range.kind) {
    case 'boolean':
      return value === 'true' || value === 'false' ? undefined : "'true' or 'false'";
    case 'one-of':
      return range.values.includes(value) ? undefined : `one of '${range.values.join("', '")}'`;
    case 'text':
      return value.length <= range.most ? undefined : `at most ${range.most} characters long`;
    case 'whole': {
      const inRange = /^\d{1,9}$/.test(value) && Number(value) >= range.min && Number(value) <= range.max;
      if (inRange || value === range.or) return undefined;
      return `a whole number from ${range.min} to ${range.max}${range.or === undefined ? '' : `, or '${range.or}'`}`;
    }
  }
}
