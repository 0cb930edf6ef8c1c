import type { AuditResults, MutantResult, MutantStatus, Score } from '../../../model/audit.js';
import { byHarm } from '../../harm-order.js';
import { usersHarm } from '../../users-harm.js';
import type { BarPart } from '../bar-part.js';
import type { Mark } from '../mark.js';
import type { Searchable } from '../search.js';
import { counted } from '../words.js';

/** Those that ask for something to be done first. */
export const STATUSES: readonly MutantStatus[] = ['survived', 'false-alarm', 'invalid', 'timed-out', 'killed', 'harmless', 'ignored'];

export const STATUS_WORDS: Readonly<Record<MutantStatus, { readonly word: string; readonly many?: string; readonly mark: Mark; readonly means: string }>> = {
  survived: { word: 'survived', mark: 'fail', means: 'users were hurt, and the check let it through' },
  'false-alarm': { word: 'false alarm', many: 'false alarms', mark: 'warn', means: 'users were fine, and the check refused it' },
  invalid: { word: 'invalid', mark: 'none', means: 'nothing is known of it' },
  'timed-out': { word: 'timed out', mark: 'ring', means: 'it came to no verdict in its time' },
  killed: { word: 'killed', mark: 'pass', means: 'users were hurt, and the check refused it' },
  harmless: { word: 'harmless', mark: 'pass', means: 'users were fine, and the check let it through' },
  ignored: { word: 'ignored', mark: 'none', means: 'it was not tried' },
};

/** The audit in two sentences. Pure. */
export function auditSentence({ score: { counts }, interrupted }: Pick<AuditResults, 'score' | 'interrupted'>): string {
  const { killed, survived, harmless, 'false-alarm': alarms } = counts;
  const parts = [
    ...(killed + survived > 0 ? [`Of ${counted(killed + survived, 'broken release')} ${killed} ${killed === 1 ? 'was' : 'were'} refused.`] : []),
    ...(harmless + alarms > 0 ? [`Of ${counted(harmless + alarms, 'good one')} ${harmless} ${harmless === 1 ? 'was' : 'were'} accepted.`] : []),
    ...(interrupted ? ['Interrupted: there would have been more.'] : []),
  ];
  return killed + survived + harmless + alarms === 0 ? ['No release was judged.', ...parts].join(' ') : parts.join(' ');
}

/** Of one under way with how far it is. Pure. */
export function sentenceSoFar(results: Pick<AuditResults, 'score' | 'interrupted' | 'mutants' | 'underWay'>): string {
  const { underWay, interrupted, mutants } = results;
  return underWay && !interrupted ? `${auditSentence(results)} ${mutants.length} of ${counted(underWay.of, 'mutant')} ended, running.` : auditSentence(results);
}

/** Pure. */
export const statusParts = ({ counts }: AuditResults['score']): BarPart[] =>
  (['killed', 'harmless', 'ignored', 'timed-out', 'invalid', 'false-alarm', 'survived'] as const).map((status) => ({
    name: status, count: counts[status], tone: `t-${status}`,
  }));

/** How many releases were judged wrongly. Pure. */
export const misses = ({ counts }: Score): number => counts.survived + counts['false-alarm'];

/** Scores of what was tried, those with most misses first, else in their order. Pure. */
export const missesFirst = (scores: Readonly<Record<string, Score>>): (readonly [string, Score])[] =>
  Object.entries(scores)
    .filter(([, { counts }]) => Object.entries(counts).some(([status, count]) => status !== 'ignored' && count > 0))
    .sort(([, a], [, b]) => misses(b) - misses(a));

/** Mutants of a status, the most harmful first, as every report has them. Pure. */
export const mostHarmful = (mutants: readonly MutantResult[], status: MutantStatus): MutantResult[] => byHarm(mutants.filter((mutant) => mutant.status === status));

/** All of them, those first that ask for something to be done. Pure. */
export const byStatus = (mutants: readonly MutantResult[]): MutantResult[] => STATUSES.flatMap((status) => mutants.filter((mutant) => mutant.status === status));

/** Mutants that share what is said of them, the commonest first. Pure. */
export function byDetail(mutants: readonly MutantResult[]): { readonly detail: string; readonly mutants: readonly MutantResult[] }[] {
  const groups = new Map<string, MutantResult[]>();
  for (const mutant of mutants) groups.set(mutant.detail, [...(groups.get(mutant.detail) ?? []), mutant]);
  return [...groups].map(([detail, own]) => ({ detail, mutants: own })).sort((a, b) => b.mutants.length - a.mutants.length);
}

/** What a mutant is found by. Pure. */
export function searchableMutant(mutant: MutantResult): Searchable {
  const { id, area, operator, target, summary, status, verdict, reason, detail, observed, checks } = mutant;
  const users = usersHarm(mutant);
  const failing = observed?.failingChecks ?? Object.entries(checks ?? {}).flatMap(([name, failed]) => (failed ? [name] : []));
  const fields: Readonly<Record<string, readonly (string | undefined)[]>> = {
    s: [status, STATUS_WORDS[status].word], v: [verdict], h: [users?.harm, ...(users?.who ?? [])], '@': [area], op: [operator], why: [reason, detail], check: failing, target: [target],
  };
  const lower = Object.fromEntries(Object.entries(fields).map(([key, values]) => [key, values.flatMap((value) => value?.toLowerCase() ?? [])]));
  return { fields: lower, text: [id, summary, target, reason, detail].join('\n').toLowerCase() };
}

/** How its process ended, in words; undefined where it lives. Pure. */
export function fateWords({ process }: MutantResult): string | undefined {
  if (!process || process.fate === 'alive') return undefined;
  if (process.fate === 'never-listened') return 'its process lives, and its port never opened';
  const end = process.signal ?? `exit code ${process.code ?? 'unknown'}`;
  return process.fate === 'failed-start' ? `its start failed (${end})` : `its process ended (${end})`;
}

/** What leaves it out of the next audit, as a shell takes it. Pure. */
export const ignoreLine = ({ id }: MutantResult): string => `--ignore '${id.replaceAll("'", "'\\''")}=the reason'`;
