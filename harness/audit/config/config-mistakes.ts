import type { z } from 'zod';
import { nearestWord } from './nearest-word.js';

type Issue = z.core.$ZodIssue;
type Path = readonly PropertyKey[];

/** What is wrong at one place of a configuration, in a sentence that shows no secret. */
export interface Mistake {
  readonly path: Path;
  readonly sentence: string;
}

/** What a schema has against a value. Pure. */
export const mistakesOf = (value: unknown, issues: readonly Issue[]): Mistake[] => issues.flatMap((issue) => mistakesIn(value, issue, []));

function mistakesIn(value: unknown, issue: Issue, above: Path): Mistake[] {
  const path = [...above, ...issue.path];
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => ({ path: [...path, key], sentence: `${placeOf(path)}${unknownKey(key, issue.message.split(' '))}` }));
    case 'invalid_union': {
      const deeper = likeliest(issue.errors);
      if (deeper) return deeper.flatMap((each) => mistakesIn(value, each, path));
      break;
    }
    case 'invalid_key':
      return [{ path: path.slice(0, -1), sentence: `${placeOf(path.slice(0, -1))}expected ${issue.issues[0]?.message}, found ${JSON.stringify(path.at(-1))}` }];
  }
  return [{ path, sentence: `${placeOf(path)}expected ${issue.message}, found ${foundAt(value, path)}` }];
}

/** Of the forms that a value can have, the one that it was meant to have: an inner mistake says more than that none fits. */
function likeliest(errors: readonly (readonly Issue[])[]): readonly Issue[] | undefined {
  return errors.find((issues) => issues.length > 0 && issues.every((issue) => issue.code === 'unrecognized_keys' || issue.path.length > 0 || hasDeeper(issue)));
}

const hasDeeper = (issue: Issue): boolean => issue.code === 'invalid_union' && likeliest(issue.errors) !== undefined;

function unknownKey(key: string, known: readonly string[]): string {
  const meant = nearestWord(key, known);
  return meant === undefined ? `expected only ${known.join(', ')}; found "${key}", take it out` : `there is no "${key}"; did you mean "${meant}"?`;
}

/** `journeys[0].steps[1].path: `; nothing for the whole. */
function placeOf(path: Path): string {
  const text = path.reduce<string>((so, part) => (typeof part === 'number' ? `${so}[${part}]` : `${so}${so === '' ? '' : '.'}${String(part)}`), '');
  return text === '' ? '' : `${text}: `;
}

/** Keys below which secrets may stand: what is found there is never shown. */
const CLOSED: readonly PropertyKey[] = ['env', 'headers', 'body', 'json', 'form', 'command', 'build', 'reset', 'seed', 'skipWith', '$schema'];

function foundAt(value: unknown, path: Path): string {
  const found = path.reduce<unknown>((at, part) => (typeof at === 'object' && at !== null ? (at as Record<PropertyKey, unknown>)[part] : undefined), value);
  if (found === undefined) return 'nothing';
  if (found === null) return 'null';
  if (Array.isArray(found)) return found.length === 0 ? 'an empty list' : 'a list';
  if (typeof found === 'object') return 'an object';
  if (typeof found === 'function') return 'a function';
  const shown = !path.some((part) => CLOSED.includes(part)) && (typeof found !== 'string' || /^[\w ./-]{0,40}$/.test(found));
  return shown ? JSON.stringify(found) : { string: 'another text', number: 'a number', boolean: 'true or false' }[String(typeof found)] ?? 'something else';
}
