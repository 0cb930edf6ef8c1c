/**
 * A random input in which every other member has the value that is known for its name, so that requests get further.
 * @param knownFor undefined when nothing is known of that name; `wanted` is true for every other member
 */
export function withKnown(value: unknown, round: number, knownFor: (name: string, wanted: boolean) => unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => withKnown(item, round, knownFor));
  if (value === null || typeof value !== 'object' || value instanceof Date || value instanceof Uint8Array) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member], index) => [name, knownFor(name, (round + index) % 2 === 0) ?? withKnown(member, round, knownFor)]),
  );
}
