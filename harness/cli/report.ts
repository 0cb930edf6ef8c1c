import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { auditFromJournal } from '../audit/rebuild.js';
import type { AuditResults } from '../model/audit.js';
import { ConfigError, describeError, EnvironmentError } from '../model/errors.js';
import { OWN_FILES } from '../model/report-files.js';
import { sentenceOf } from '../report/audit-lines.js';
import { auditEntries, compareReports, comparisonLines, runEntries } from '../report/compare-reports.js';
import { summaryLine } from '../report/console-lines.js';
import { interruptedWords } from '../report/interrupted-words.js';
import { jsonText } from '../report/formats/json.js';
import { mergeRuns, missingAmong, type MergedRun } from '../report/merge-runs.js';
import { readAuditLines, readJournalLines } from '../report/read-lines.js';
import { readReport, readResults } from '../report/read-report.js';
import type { RunResults } from '../report/results.js';
import { refuseClashes } from './clashing-files.js';
import { destinationsOf } from './report-destinations.js';
import { findReportFiles, isAuditJournal, nothingIn, textOf } from './report-files.js';
import type { ReportOptions } from './report-options.js';
import { reportersByKind, type Kind, type ReporterChoice } from './reporter-options.js';
import { Reports } from './reports.js';

type Print = (line: string) => void;

/**
 * Makes reports from what runs and audits wrote, or compares two of them, and tells the exit code. Boots nothing.
 * @throws ConfigError for files that are none of them, EnvironmentError where a run or an audit was interrupted or shards are missing; what is there is written
 */
export function report(options: ReportOptions, print: Print): number {
  return options.what === 'compare' ? compare(options, print) : rebuild(options, print);
}

function rebuild({ files, output, reporters }: Extract<ReportOptions, { what: 'rebuild' }>, print: Print): number {
  const { journals, derived, empty } = findReportFiles(files);
  const { results, audits: written } = byKind(derived);
  const audits = [...written, ...journals.filter(isAuditJournal).map((file) => ({ file, results: auditFromJournal(readAuditLines(textOf(file), file)) }))];
  if (audits.length > 1) throw new ConfigError(`report: expected one audit.json, or one journal of an audit, found ${audits.map(({ file }) => file).join(' and ')}; name one of them`);
  const ofRuns = journals.filter((file) => !isAuditJournal(file));
  const merged = runIn(ofRuns, results);
  // That of a shard which never came to write is told as missing.
  if (empty.length > (merged?.missing.length ?? 0)) throw nothingIn(empty);
  const audited = audits[0]?.results;
  keepSources([...journals, ...derived], reporters);
  const found: Kind[] = [...(merged ? ['run' as const] : []), ...(audited ? ['audit' as const] : [])];
  const chosen = reportersByKind(found, reporters);
  refuseClashes(found.flatMap((kind) => destinationsOf(kind, chosen.get(kind), false, undefined, output).map((destination) => ({ kind, ...destination }))), output);
  if (merged) refuseForeignJournal(output, ofRuns);
  makeFolder(output);
  // All before any is written: a file that cannot be is wrong use.
  const [ofRun, ofAudit] = (['run', 'audit'] as const).map((kind) => (chosen.has(kind) ? new Reports(kind, chosen.get(kind), output) : undefined));
  if (merged && ofRun) writeRun(merged.results, ofRun, output, print);
  if (audited && ofAudit) writeAudit(audited, ofAudit, output, print);
  refusePart(merged, audited);
  return 0;
}

/** What is missing may be what is amiss: a report of a part must not pass for one of the whole. */
function refusePart(merged: MergedRun | undefined, audited: AuditResults | undefined): void {
  if (merged && merged.missing.length > 0) {
    throw new EnvironmentError(
      `expected the journals of all shards, found none of ${merged.missing.join(', ')}: what they ran is missing in the report, which counts as interrupted`,
      'Look why they wrote none, and name their journals too.',
    );
  }
  const words = merged && interruptedWords(merged.results);
  const found = words ?? (audited?.interrupted === true ? 'interrupted: there would have been more' : undefined);
  if (found === undefined) return;
  throw new EnvironmentError(`expected a ${words === undefined ? 'whole audit' : 'whole run'}, found one that was ${found}`, 'The report has what there is; let it run again to its end for the rest.');
}

/** What is made from a journal is looked for beside it, and `show` and the next `report` would take that one instead. */
function refuseForeignJournal(output: string, journals: readonly string[]): void {
  const there = join(output, OWN_FILES.run.journal);
  if (!existsSync(there) || journals.some((journal) => resolve(journal) === resolve(there))) return;
  throw new ConfigError(`report: expected a folder without the journal of another run to write to, found ${there}; name another one by --output, or remove it`);
}

function makeFolder(output: string): void {
  try {
    mkdirSync(output, { recursive: true });
  } catch (error) {
    throw new ConfigError(`--output ${output}: expected a folder, or a name for one, found none that can be made: ${describeError(error)}`);
  }
}

interface ByKind {
  readonly results: readonly { readonly file: string; readonly text: string }[];
  readonly audits: readonly { readonly file: string; readonly results: AuditResults }[];
}

/** Told by what is in them. */
function byKind(files: readonly string[]): ByKind {
  const read = files.map((file) => {
    const text = textOf(file);
    return { file, text, report: readReport(text, file) };
  });
  return {
    results: read.filter(({ report }) => report.kind === 'run'),
    audits: read.flatMap(({ file, report }) => (report.kind === 'audit' ? [{ file, results: report.results }] : [])),
  };
}

/** By its journals, or as an earlier report of it told, where they are not there any more. */
function runIn(journals: readonly string[], results: ByKind['results']): MergedRun | undefined {
  const [only] = results;
  if (!only) return journals.length === 0 ? undefined : mergeRuns(journals.map((journal) => ({ file: journal, lines: readJournalLines(textOf(journal), journal) })));
  const all = [...journals, ...results.map(({ file }) => file)];
  if (all.length > 1) throw new ConfigError(`report: expected the journals of a run or one results.json, found ${all.join(' and ')}; name the journals, which results are made from`);
  const read = readResults(only.text, only.file);
  return { results: read, missing: missingAmong(read.facts.shards ?? []) };
}

/** Nothing can be made again of a file that a report was written over. */
function keepSources(files: readonly string[], chosen: readonly ReporterChoice[] = []): void {
  for (const { name, path } of chosen) {
    const source = files.find((file) => path !== undefined && resolve(file) === resolve(path));
    if (source !== undefined) throw new ConfigError(`--reporter ${name}: expected another file than those that reports are made from, found ${source}`);
  }
}

function writeRun(results: RunResults, reports: Reports, output: string, print: Print): void {
  const file = join(output, 'results.json');
  writeFileSync(file, jsonText(results));
  print(`${file}: ${summaryLine(results, results.wallSeconds)}`);
  reports.write(results, print);
}

function writeAudit(results: AuditResults, reports: Reports, output: string, print: Print): void {
  const file = join(output, 'audit.json');
  writeFileSync(file, jsonText(results));
  print(`${file}: ${sentenceOf(results)}`);
  reports.write(results, print);
}

/**
 * 1 where something regressed, or a scenario is not there any more: of a renamed one nobody knows. Mutants come and go with the app.
 * @throws EnvironmentError where the later one was interrupted: what it does not tell of may have got worse
 */
function compare({ before, after }: Extract<ReportOptions, { what: 'compare' }>, print: Print): number {
  const [was, is] = [before, after].map((file) => readReport(textOf(file), file));
  if (was?.kind !== is?.kind) throw new ConfigError(`report --compare: expected two reports of one kind, found that of ${ofKind(was)} (${before}) and that of ${ofKind(is)} (${after})`);
  const comparison = compareReports(entriesOf(was), entriesOf(is));
  for (const line of comparisonLines(comparison)) print(line);
  const { regressed, gone } = comparison;
  if (is?.results.interrupted === true) {
    throw new EnvironmentError(`expected the report of ${ofKind(is)} that went to its end, found ${after}, which was interrupted and lacks ${gone.length} of what ${before} has`, 'Compare with one that was not.');
  }
  return regressed.length > 0 || (is?.kind === 'run' && gone.length > 0) ? 1 : 0;
}

type Read = ReturnType<typeof readReport> | undefined;

const ofKind = (read: Read): string => (read?.kind === 'audit' ? 'an audit' : 'a run');

function entriesOf(read: Read): ReturnType<typeof runEntries> {
  if (!read) return [];
  return read.kind === 'audit' ? auditEntries(read.results) : runEntries(read.results);
}
