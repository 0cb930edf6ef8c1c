import type { AuditResults, MutantResult, MutantStatus, Score } from '../model/audit.js';
import { failingGates } from './audit-exit-code.js';
import { toldInOneLine, toldLine } from './told-line.js';

const MARKS: Readonly<Record<MutantStatus, string>> = {
  killed: 'killed', survived: 'SURVIVED', 'false-alarm': 'FALSE ALARM', harmless: 'harmless', invalid: 'INVALID', ignored: 'ignored', 'timed-out': 'TIMED OUT',
};

/** Lines of one mutant that are shown of what users got, and letters of each line. */
const MOST_HURT = 4;
const LONGEST = 400;

/** One line for a mutant that ended: what became of it, its id, the verdict and why. Pure. */
export const resultLine = (result: MutantResult): string => toldInOneLine(lineWithin(result));

function lineWithin(result: MutantResult): string {
  const mark = MARKS[result.status].padEnd(11);
  const wall = result.remembered === true ? 'remembered' : `${result.wallSeconds.toFixed(1)} s`;
  if (!result.verdict) return `${mark} ${result.id}: ${firstLine(result.detail)}`;
  return `${mark} ${result.id}  ${result.verdict} (${whyOf(result)})  [${wall}]`;
}

/** All of an audit that a person needs to read once it is over. Pure. */
export function auditLines(results: AuditResults): string[] {
  const of = (status: MutantStatus): MutantResult[] => results.mutants.filter((result) => result.status === status);
  return [
    ...section('Survivors: users were hurt, and the check let them through', of('survived').flatMap(missLines)),
    ...section('False alarms: users were fine, and the check refused', of('false-alarm').flatMap(missLines)),
    ...section('Called optional by the description, though users were hurt without it', results.mutants.filter(isHurtWithout).map(optionalLine)),
    ...section('Invalid: nothing is known of these', of('invalid').map(resultLine)),
    ...section('Timed out', of('timed-out').map(resultLine)),
    ...section('Ignored', ignoredLines(of('ignored'))),
    ...section('Score by area', scoreTable(results.byArea)),
    ...section('Tuning', results.tuning.map(({ setting, now, proposed, why }) => `${setting}: ${proposed} instead of ${now}; ${why}`)),
    ...section('Baseline', baselineLines(results)),
    '',
    ...failingGates(results),
    sentenceOf(results),
  ].map(toldLine);
}

/** The answer that an audit is asked for, and how long it took. Pure. */
export const sentenceOf = (results: Pick<AuditResults, 'score' | 'interrupted' | 'wallSeconds'>): string => `${auditSentence(results)} (${results.wallSeconds.toFixed(0)} s)`;

/** The answer that an audit is asked for. Pure. */
export function auditSentence({ score, interrupted }: Pick<AuditResults, 'score' | 'interrupted'>): string {
  const { killed, survived, harmless, 'false-alarm': alarms, invalid, 'timed-out': given } = score.counts;
  const parts = [
    `of ${killed + survived} broken releases ${killed} were refused${percent('sensitivity', score.sensitivity)}`,
    `of ${harmless + alarms} good ones ${harmless} were accepted${percent('specificity', score.specificity)}`,
    ...(invalid > 0 ? [`${invalid} invalid`] : []),
    ...(given > 0 ? [`${given} timed out`] : []),
    ...(interrupted ? ['interrupted: there would have been more'] : []),
  ];
  return parts.join(', ');
}

const percent = (name: string, value: number | undefined): string => (value === undefined ? '' : ` (${name} ${value} %)`);

const firstLine = (text: string): string => (text.split('\n')[0] ?? '').slice(0, LONGEST);

/** Whether users were hurt without what the description calls optional; a refusal alone would not show it. */
const isHurtWithout = ({ optional, harm }: MutantResult): boolean => optional === true && harm === 'hurt';

const optionalLine = ({ id, status }: MutantResult): string => `${id} (${status}): let pages do without it, or take "optional" out of the description`;

function whyOf(result: MutantResult): string {
  const { reason, harm, oldHarm, process } = result;
  const words = [reason, harm && `users ${harm}${isHurtWithout(result) ? ' though it is called optional' : ''}`, oldHarm === 'hurt' ? 'old fleet hurt' : undefined, processWords(process)];
  return words.filter((word) => word !== undefined).join(', ');
}

/** A process that runs, or whose end the reason tells already, is not worth a word. */
function processWords(process: MutantResult['process']): string | undefined {
  if (process?.fate === 'never-listened') return 'never listened';
  if (process?.fate === 'failed-start' && process.code === 0) return 'its failed start says that it went well';
  return process?.fate === 'died' ? `died (${process.signal ?? `exit ${process.code ?? 'unknown'}`})` : undefined;
}

function missLines(result: MutantResult): string[] {
  const { id, summary, advice, hurt, scenario } = result;
  return [
    `${id}: ${summary}`,
    `  ${result.verdict ?? ''}: ${firstLine(result.detail)}`,
    ...hurt.slice(0, MOST_HURT).map((sentence) => `  users: ${sentence.slice(0, LONGEST)}`),
    ...(advice === undefined ? [] : [`  ${advice}`]),
    ...(scenario === undefined ? [] : scenario.split('\n').map((line) => `  | ${line}`)),
  ];
}

/** By reason: a part that was not chosen is no list to be read. */
function ignoredLines(ignored: readonly MutantResult[]): string[] {
  const reasons = [...new Set(ignored.map(({ detail }) => detail))];
  return reasons.map((reason) => {
    const ids = ignored.filter(({ detail }) => detail === reason).map(({ id }) => id);
    return ids.length <= MOST_HURT ? `${ids.join(', ')}: ${reason}` : `${ids.length} mutants: ${reason}`;
  });
}

/** Table of the score of each part, its head first; none of no parts. Pure. */
export function scoreCells(scores: Readonly<Record<string, Score>>): string[][] {
  const rows = Object.entries(scores).map(([name, { sensitivity, specificity, counts }]) => {
    const { killed, survived, harmless, 'false-alarm': alarms } = counts;
    return [name, shareText(killed, killed + survived, sensitivity), shareText(harmless, harmless + alarms, specificity)];
  });
  return rows.length === 0 ? [] : [['', 'broken, refused', 'good, accepted'], ...rows];
}

function scoreTable(scores: Readonly<Record<string, Score>>): string[] {
  const table = scoreCells(scores);
  const widths = [0, 1, 2].map((column) => Math.max(...table.map((row) => (row[column] ?? '').length)));
  return table.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ').trimEnd());
}

const shareText = (part: number, whole: number, value: number | undefined): string => (value === undefined ? '-' : `${part} of ${whole} (${value} %)`);

function baselineLines({ baseline }: AuditResults): string[] {
  if (!baseline) return [];
  const { known, fresh, fixed } = baseline;
  const lines: [string, readonly string[]][] = [['known, let pass', known], ['new', fresh], ['fixed, to be taken out', fixed]];
  return lines.filter(([, ids]) => ids.length > 0).map(([what, ids]) => `${what}: ${ids.join(', ')}`);
}

const section = (title: string, lines: readonly string[]): string[] => (lines.length === 0 ? [] : ['', `${title}:`, ...lines.map((line) => `  ${line}`)]);
