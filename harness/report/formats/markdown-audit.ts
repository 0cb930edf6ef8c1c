import type { AuditResults, MutantResult, MutantStatus } from '../../model/audit.js';
import { auditSentence, scoreCells } from '../audit-lines.js';
import { byHarm } from '../harm-order.js';
import type { Place } from './format.js';
import { code, document, link, section, table, words } from './markdown-text.js';

/** Rows of a table, and mutants that are told of in full. */
const MOST = 20;

/** Advice has several sentences, of which the last matter most. */
const LONGEST_ADVICE = 2000;

const MARKS: Partial<Readonly<Record<MutantStatus, string>>> = { survived: 'survived', 'false-alarm': 'false alarm', invalid: 'invalid', 'timed-out': 'timed out' };

/**
 * An audit for the summary of a CI job: the sentence, survivors with the worst first, advice, scores by area and tuning.
 * No wall times: two audits that come to the same are told in the same words. Pure.
 */
export function markdownOfAudit(results: AuditResults, { link: address }: Place = {}): string {
  const { app, healthCheck, balancer, runtime, mutants, tuning, baseline, byArea } = results;
  const of = (status: MutantStatus): MutantResult[] => mutants.filter((mutant) => mutant.status === status);
  const known = new Set(baseline?.known ?? []);
  // What is known, and let pass, must not take the rows of what is new.
  const misses = [...byHarm(of('survived')), ...of('false-alarm')].sort((a, b) => Number(known.has(a.id)) - Number(known.has(b.id)));
  const about = [`${words(app)}: ${code(healthCheck)}`, words(balancer), `runtime ${words(runtime)}`, ...(address === undefined ? [] : [link('CI job', address)])];
  return document([
    `## canarybed audit: ${auditSentence(results)}`,
    '',
    about.join(', '),
    ...section('Missed', rowsOf([...misses, ...of('invalid'), ...of('timed-out')], known)),
    ...section('What would help', misses.slice(0, MOST).flatMap(({ id, advice }) => (advice === undefined ? [] : [`- ${code(id)}: ${words(advice, LONGEST_ADVICE)}`]))),
    ...section('Score by area', table(scoreCells(byArea).map((row) => row.map((cell) => words(cell))))),
    ...section('Tuning', tuning.map(({ setting, now, proposed, why }) => `- **${words(setting)}**: ${words(proposed)} instead of ${words(now)}; ${words(why, LONGEST_ADVICE)}`)),
    ...section('Baseline', baselineLines(results)),
  ]);
}

function rowsOf(mutants: readonly MutantResult[], known: ReadonlySet<string>): string[] {
  if (mutants.length === 0) return [];
  const rows = mutants.slice(0, MOST).map(({ status, id, summary, verdict, reason, hurt, observed, detail }) => [
    `**${MARKS[status] ?? status}**${known.has(id) ? ', known' : ''}`,
    words(id),
    words(summary),
    words(verdict === undefined ? detail : `${verdict}${reason === undefined ? '' : ` (${reason})`}`),
    words(hurt[0] ?? observed?.hurtLater?.[0] ?? ''),
  ]);
  return [...table([['', 'mutant', 'broken', 'the check', 'users'], ...rows]), ...(mutants.length > MOST ? ['', `and ${mutants.length - MOST} more`] : [])];
}

function baselineLines({ baseline }: AuditResults): string[] {
  if (!baseline) return [];
  const lists: [string, readonly string[]][] = [['new', baseline.fresh], ['fixed, to be taken out', baseline.fixed], ['known, let pass', baseline.known]];
  return lists.filter(([, ids]) => ids.length > 0).map(([what, ids]) => `- ${what}: ${ids.slice(0, MOST).map((id) => code(id)).join(', ')}${ids.length > MOST ? `, and ${ids.length - MOST} more` : ''}`);
}
