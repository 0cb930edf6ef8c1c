import { wornText } from './worn-text.js';

const EMPTY_LIST = 'empty list';

/**
 * What there is in a JSON document, whatever it says: a sentence for each path with the type of its value. The elements
 * of a list share their paths, so that more of the same makes no difference and none at all does; keys that carry
 * numbers or tokens are taken for those of a list too. Pure.
 */
export function jsonShape(value: unknown): Set<string> {
  const found = new Map<string, Set<string>>();
  note(value, '', found);
  return new Set([...found].flatMap(([path, types]) => typesThatCount(types).map((type) => `${path === '' ? 'all of it' : path} as ${type}`)));
}

/** That of a text; undefined where it is no JSON document. Pure. */
export function shapeOfJson(text: string): Set<string> | undefined {
  if (!beginsAsJson(text)) return undefined;
  try {
    return jsonShape(JSON.parse(text));
  } catch {
    return undefined;
  }
}

/** Whether a text may be an object or a list, by its beginning. Pure. */
export const beginsAsJson = (text: string): boolean => /^\s*[[{]/.test(text);

/** Of one path in several elements: that some have no value, or no entries, says nothing where others do. */
function typesThatCount(types: ReadonlySet<string>): string[] {
  const telling = [...types].filter((type) => type !== 'null' && type !== EMPTY_LIST);
  return telling.length > 0 ? telling : [...types];
}

function note(value: unknown, path: string, found: Map<string, Set<string>>): void {
  found.set(path, (found.get(path) ?? new Set()).add(typeOf(value)));
  if (Array.isArray(value)) {
    for (const element of value) note(element, `${path}[]`, found);
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, field] of Object.entries(value)) note(field, path === '' ? wornText(key) : `${path}.${wornText(key)}`, found);
  }
}

function typeOf(value: unknown): string {
  if (value === null) return 'null';
  if (!Array.isArray(value)) return typeof value;
  return value.length === 0 ? EMPTY_LIST : 'list';
}
