import type { AuditResults } from '../model/audit.js';
import type { RunResults } from './results.js';
import { toldInOneLine } from './told-line.js';

/** What one report says of a scenario or a mutant. */
export interface Entry {
  /** By which it is found in the other report. */
  readonly key: string;
  readonly words: string;
  /** Whether it came out as it should; undefined where nothing can be said. */
  readonly good: boolean | undefined;
  /** As it should only when it was run again. */
  readonly flaky?: boolean;
  /** How it came out, in words. */
  readonly outcome: string;
}

/** How a report differs from an earlier one; what stands in one part stands in no other. */
export interface Comparison {
  /** Was good, and is not any more. */
  readonly regressed: readonly Entry[];
  readonly fixed: readonly Entry[];
  /** Was not good, and is not now. */
  readonly still: readonly Entry[];
  /** Is good only when it was run again, whatever it was before. */
  readonly flaky: readonly Entry[];
  /** Nothing was said of it before. */
  readonly fresh: readonly Entry[];
  /** The same, of what is not good: it may have had another name. */
  readonly freshBad: readonly Entry[];
  /** Something was said of it before, and now only that it is there. */
  readonly silent: readonly Entry[];
  /** Something was said of it before, and it is not there now. */
  readonly gone: readonly Entry[];
}

/** Scenarios of a run, found by title and file; those that were not run say nothing. Pure. */
export function runEntries({ scenarios, unrun = [] }: Pick<RunResults, 'scenarios'> & Partial<Pick<RunResults, 'unrun'>>): Entry[] {
  const left = unrun.map(({ title, location, why, reason }): Entry => {
    const file = location?.file ?? '';
    return { key: `${file}\n${title}`, words: `${title} (${file})`, good: undefined, outcome: `${why}: ${reason}` };
  });
  const run = scenarios.map(({ title, location: { file }, outcome, judgement, error, retries }): Entry => {
    const why = judgement?.outcome === 'surprise' ? judgement.differences.join('; ') : (error?.split('\n')[0] ?? '');
    const key = `${file}\n${title}`;
    const words = `${title} (${file})`;
    if (retries?.flaky === true) return { key, words, good: true, flaky: true, outcome: `as expected at attempt ${retries.attempts}` };
    return { key, words, good: outcome === 'as-expected', outcome: `${outcome}${why === '' ? '' : `: ${why}`}` };
  });
  return [...left, ...run];
}

/** Mutants of an audit, found by id; those that came to no verdict say nothing. Pure. */
export function auditEntries({ mutants }: Pick<AuditResults, 'mutants'>): Entry[] {
  return mutants.map(({ id, summary, status, detail }) => {
    const good = status === 'killed' || status === 'harmless' ? true : status === 'survived' || status === 'false-alarm' ? false : undefined;
    return { key: id, words: `${id} (${summary})`, good, outcome: `${status}: ${detail.split('\n')[0]}` };
  });
}

/** Pure. */
export function compareReports(before: readonly Entry[], after: readonly Entry[]): Comparison {
  const [was, is] = [before, after].map((entries) => new Map(entries.filter(({ good }) => good !== undefined).map((entry) => [entry.key, entry])));
  const flaky = [...(is?.values() ?? [])].filter((entry) => entry.flaky === true);
  const said = [...(is?.values() ?? [])].filter((entry) => !flaky.includes(entry));
  const changed = (from: boolean | undefined, to: boolean): Entry[] => said.filter(({ key, good }) => was?.get(key)?.good === from && good === to);
  return {
    regressed: changed(true, false),
    fixed: changed(false, true),
    still: changed(false, false),
    flaky,
    fresh: changed(undefined, true),
    freshBad: changed(undefined, false),
    silent: after.filter(({ key, good }) => good === undefined && was?.has(key) && !is?.has(key)),
    gone: [...(was?.values() ?? [])].filter(({ key }) => !after.some((entry) => entry.key === key)),
  };
}

/** A comparison for a person: what is worst comes first, all of it is counted last. Pure. */
export function comparisonLines({ regressed, fixed, still, flaky, fresh, freshBad, silent, gone }: Comparison): string[] {
  const part = (name: string, entries: readonly Entry[]): string[] =>
    entries.length === 0 ? [] : [`${name}:`, ...entries.map(({ words, outcome }) => `  ${toldInOneLine(`${words}: ${outcome}`)}`), ''];
  return [
    ...part('Regressed', regressed),
    ...part('Still surprising', still),
    ...part('New and surprising', freshBad),
    ...part('Flaky', flaky),
    ...part('New', fresh),
    ...part('Fixed', fixed),
    ...part('Without a verdict now', silent),
    ...part('Not there any more', gone),
    [
      `${regressed.length} regressed, ${still.length} still surprising, ${freshBad.length} new and surprising, ${flaky.length} flaky, ${fresh.length} new, ${fixed.length} fixed`,
      `${silent.length} without a verdict now, ${gone.length} not there any more`,
    ].join(', '),
  ];
}
