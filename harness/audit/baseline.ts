import { ConfigError } from '../model/errors.js';
import type { BaselineFindings, MutantResult } from '../model/audit.js';

/** Whether a result is one that a better check would not have: a survivor or a false alarm. */
export const isMiss = ({ status }: Pick<MutantResult, 'status'>): boolean => status === 'survived' || status === 'false-alarm';

/**
 * The ids that a baseline lets pass: the survivors and false alarms of an earlier `audit.json`, or a list of ids, in JSON
 * or one a line. Pure.
 * @param file for the message
 * @throws ConfigError for a text that is none of them
 */
export function parseBaseline(text: string, file: string): ReadonlySet<string> {
  const parsed = parsedJson(text);
  if (parsed === undefined) return idsOf(text.split('\n').map((line) => line.replace(/\s#.*$|^#.*$/, '').trim()).filter((line) => line !== ''), file);
  if (Array.isArray(parsed)) return idsOf(parsed, file);
  const { mutants } = parsed as { readonly mutants?: unknown };
  if (!Array.isArray(mutants)) throw unusable(file, 'an object without "mutants"');
  return idsOf((mutants as MutantResult[]).filter(isMiss).map(({ id }) => id), file);
}

/** Misses that the baseline does not know, and what it knows that was tried again and is none any more. Pure. */
export function compareWithBaseline(results: readonly MutantResult[], known: ReadonlySet<string>): BaselineFindings {
  const counted = results.filter(({ status }) => ['killed', 'survived', 'false-alarm', 'harmless'].includes(status));
  return {
    known: counted.filter((result) => isMiss(result) && known.has(result.id)).map(({ id }) => id),
    fresh: counted.filter((result) => isMiss(result) && !known.has(result.id)).map(({ id }) => id),
    fixed: counted.filter((result) => !isMiss(result) && known.has(result.id)).map(({ id }) => id),
  };
}

function parsedJson(text: string): object | undefined {
  if (!/^\s*[[{]/.test(text)) return undefined;
  try {
    return JSON.parse(text) as object;
  } catch {
    return undefined;
  }
}

/** An id is `operator:target`; what is none was not meant as a list of them. */
function idsOf(ids: readonly unknown[], file: string): ReadonlySet<string> {
  const stray = ids.find((id) => typeof id !== 'string' || !/^[\w-]+:./.test(id));
  if (stray !== undefined) throw unusable(file, JSON.stringify(stray).slice(0, 60));
  return new Set(ids as readonly string[]);
}

const unusable = (file: string, found: string): ConfigError =>
  new ConfigError(`--baseline ${file}: expected an earlier audit.json, or ids of mutants ("unset-setting:SECRET_KEY") one a line or as a JSON list, found ${found}`);
