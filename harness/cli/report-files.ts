import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { ConfigError, describeError } from '../model/errors.js';
import { OWN_FILES } from '../model/report-files.js';

/** Files that reports are made from, by what they are. */
export interface ReportFiles {
  readonly journals: readonly string[];
  /** What is to be a results.json or an audit.json. */
  readonly derived: readonly string[];
  /** Folders that were named and have none. */
  readonly empty: readonly string[];
}

/** The journal of an audit, by its name; `canarybed audit` gives it no other. */
export const isAuditJournal = (name: string): boolean => basename(name) === OWN_FILES.audit.journal;

const isJournal = (name: string): boolean => name.endsWith('.jsonl') && !isAuditJournal(name);

const isAudit = (name: string): boolean => basename(name) === OWN_FILES.audit.results;

const isResults = (name: string): boolean => basename(name) === 'results.json';

/**
 * Files that are named, and journals and audit.json below folders that are. A journal ends in .jsonl. A results.json is made from
 * a journal, and taken where there is none; the journal of an audit is, where there is no audit.json, which is written all along.
 * @throws ConfigError for a name that leads nowhere, and where none leads to anything that reports are made from
 */
export function findReportFiles(names: readonly string[]): ReportFiles {
  const empty: string[] = [];
  const found = names.flatMap((name) => {
    const path = resolve(name);
    if (!existsSync(path)) throw new ConfigError(`report: expected a journal, a results.json, an audit.json or a folder with some, found nothing at ${name}; "canarybed run" writes reports/journal.jsonl`);
    if (!statSync(path).isDirectory()) return [path];
    const all = readdirSync(path, { recursive: true, encoding: 'utf8' });
    const below = all.filter((file) => isAudit(file) || (isAuditJournal(file) && !all.includes(join(dirname(file), OWN_FILES.audit.results))) || (all.some(isJournal) ? isJournal(file) : isResults(file)));
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
