/**
 * What an answer must contain, as plain data. Members that are not named may be anything. A list has as many items, in any
 * order. `{ $some }` is a list of which at least one item is so; `{ $text: true }` is any text but an empty one; `{ $known }` stands for
 * a value kept from an earlier answer.
 */
export type Matcher = string | number | boolean | readonly Matcher[] | { readonly [member: string]: Matcher };

/**
 * Whether `actual` contains `expected`. A list or structure that is absent is an empty one, since XML has both written alike. Pure.
 * @param known values for `{ $known }`, by name.
 */
export function contains(actual: unknown, expected: Matcher, known: Readonly<Record<string, unknown>> = {}): boolean {
  if (Array.isArray(expected)) return containsItems(actual ?? [], expected as readonly Matcher[], known);
  if (typeof expected !== 'object') return actual === expected;
  const { $known, $some, $text, ...members } = expected as Readonly<Record<string, Matcher>>;
  if ($known !== undefined) return actual !== undefined && actual === known[String($known)];
  if ($some !== undefined) return Array.isArray(actual) && actual.some((item) => contains(item, $some, known));
  if ($text !== undefined) return typeof actual === 'string' && actual !== '';
  return containsMembers(actual, members, known);
}

function containsMembers(actual: unknown, members: Readonly<Record<string, Matcher>>, known: Readonly<Record<string, unknown>>): boolean {
  const names = Object.keys(members);
  if (typeof actual !== 'object' || actual === null) return actual === undefined && names.every((name) => contains(undefined, members[name] as Matcher, known));
  return names.every((name) => contains((actual as Record<string, unknown>)[name], members[name] as Matcher, known));
}

function containsItems(actual: unknown, expected: readonly Matcher[], known: Readonly<Record<string, unknown>>): boolean {
  return Array.isArray(actual) && actual.length === expected.length && paired(actual, expected, known);
}

/** Every expected item with an item of its own. */
function paired(actual: readonly unknown[], [first, ...others]: readonly Matcher[], known: Readonly<Record<string, unknown>>): boolean {
  if (first === undefined) return true;
  return actual.some((item, at) => contains(item, first, known) && paired(actual.filter((_, other) => other !== at), others, known));
}

/** The part of `actual` that `expected` speaks of, to be shown beside it. Pure. */
export function partOf(actual: unknown, expected: Matcher): unknown {
  if (Array.isArray(expected)) return Array.isArray(actual) ? actual.map((item) => partOf(item, (expected as readonly Matcher[])[0] ?? {})) : actual;
  if (typeof expected !== 'object' || typeof actual !== 'object' || actual === null) return actual;
  const { $some } = expected as Readonly<Record<string, Matcher>>;
  if ($some !== undefined) return partOf(actual, [$some]);
  const names = Object.keys(expected);
  return names.length === 0 ? actual : Object.fromEntries(names.map((name) => [name, partOf((actual as Record<string, unknown>)[name], (expected as Record<string, Matcher>)[name] as Matcher)]));
}
