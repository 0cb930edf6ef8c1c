import type { InputValue } from './probe.js';

/**
 * An input with the values that were kept in the places of their names. Pure.
 * @throws Error when a value was never kept.
 */
export function filledIn(input: InputValue, values: Readonly<Record<string, unknown>>): unknown {
  if (Array.isArray(input)) return (input as readonly InputValue[]).map((item) => filledIn(item, values));
  if (typeof input !== 'object') return input;
  const { $known } = input as { readonly $known?: InputValue };
  if ($known === undefined) return Object.fromEntries(Object.entries(input).map(([name, value]) => [name, filledIn(value as InputValue, values)]));
  const value = values[String($known)];
  if (value === undefined) throw new Error(`expected a value named "${String($known)}" from an earlier answer, found ${Object.keys(values).join(', ')}: keep it where it is answered`);
  return value;
}

/** The value at a path such as `Instances.0.InstanceId`; undefined when there is none. Pure. */
export const valueAt = (output: unknown, path: string): unknown =>
  path.split('.').reduce<unknown>((value, name) => (typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined), output);
