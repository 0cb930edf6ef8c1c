import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join, relative, resolve } from 'node:path';
import { ConfigError, describeError } from '../model/errors.js';

/** Files that reports are made from, by what they are. */
export interface ReportFiles {
  readonly journals: readonly string[];
  /** What is to be a results.json or an audit.json. */
  readonly derived: readonly string[];
  /** Folders that were named and have none. */
  readonly empty: readonly string[];
}

/** What an audit was made from; its audit.json says what came of it. */
const AUDIT_JOURNAL = 'audit-journal.jsonl';

const isJournal = (name: string): boolean => name.endsWith('.jsonl') && basename(name) !== AUDIT_JOURNAL;

const isAudit = (name: string): boolean => basename(name) === 'audit.json';

const isResults = (name: string): boolean => basename(name) === 'results.json';

/**
 * Files that are named, and journals and audit.json below folders that are. A journal ends in .jsonl; that of an audit
 * only tells what its audit.json was made from. A results.json is made from a journal, too, and taken where there is none.
 * @throws ConfigError for a name that leads nowhere, and where none leads to anything that reports are made from
 */
export function findReportFiles(names: readonly string[]): ReportFiles {
  const empty: string[] = [];
  const found = names.flatMap((name) => {
    const path = resolve(name);
    if (!existsSync(path)) throw new ConfigError(`report: expected a journal, a results.json, an audit.json or a folder with some, found nothing at ${name}; "canarybed run" writes reports/journal.jsonl`);
    if (!statSync(path).isDirectory()) return [path];
    const all = readdirSync(path, { recursive: true, encoding: 'utf8' });
    const below = all.filter((file) => isAudit(file) || (all.some(isJournal) ? isJournal(file) : isResults(file)));
    if (below.length === 0) empty.push(name);
    return below.sort().map((file) => join(path, file));
  });
  if (found.length === 0) throw nothingIn(empty);
  const files = [...new Set(found)].map((file) => relative(process.cwd(), file));
  return { journals: files.filter((file) => file.endsWith('.jsonl')), derived: files.filter((file) => !file.endsWith('.jsonl')), empty };
}

/** @param folders at least one */
export const nothingIn = (folders: readonly string[]): ConfigError => new ConfigError(`report: expected a journal (.jsonl), a results.json or an audit.json in ${folders.join(' and ')}, found none`);

/** @throws ConfigError where it cannot be read */
export function textOf(file: string): string {
  try {
    return readFileSync(resolve(file), 'utf8');
  } catch (error) {
    throw new ConfigError(`${file}: expected a file, found none that can be read: ${describeError(error)}`);
  }
}
