/** Stands for a text that the description gives. */
interface Given {
  readonly given: number;
}

/** Texts of plain data in an order that knows none of its fields: its fingerprint knows none either. */
function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.flatMap(textsIn);
  if (typeof value !== 'object' || value === null) return [];
  const fields = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return fields.flatMap(([, field]) => textsIn(field));
}

/** Plain data in which each text that `known` holds too is replaced by its place there, so that it can be kept. Pure. */
export function packed(value: unknown, known: unknown): unknown {
  const places = new Map<string, number>();
  for (const [place, text] of textsIn(known).entries()) if (!places.has(text)) places.set(text, place);
  const pack = (each: unknown): unknown => {
    if (typeof each === 'string') return places.has(each) ? { given: places.get(each) } : each;
    return mapped(each, pack);
  };
  return pack(value);
}

/** What was packed with the same `known`. Pure. */
export function unpacked(value: unknown, known: unknown): unknown {
  const texts = textsIn(known);
  const unpack = (each: unknown): unknown => (isGiven(each) ? texts[each.given] : mapped(each, unpack));
  return unpack(value);
}

const isGiven = (value: unknown): value is Given =>
  typeof value === 'object' && value !== null && Object.keys(value).length === 1 && typeof (value as Given).given === 'number';

function mapped(value: unknown, change: (each: unknown) => unknown): unknown {
  if (Array.isArray(value)) return value.map(change);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, field]) => [name, change(field)]));
}
