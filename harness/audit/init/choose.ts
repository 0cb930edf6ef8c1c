import { SOURCES, type FactKey, type Finding, type FindingOf } from './finding.js';

const rank = ({ source }: Pick<Finding, 'source'>): number => SOURCES.indexOf(source);

/** Findings of one sort, the one to be taken first: by source, and within one as they were found. Pure. */
export function all<K extends FactKey>(findings: readonly Finding[], key: K): FindingOf<K>[] {
  return (findings.filter((finding) => finding.key === key) as FindingOf<K>[]).sort((a, b) => rank(a) - rank(b));
}

/** The one that is taken, and a sentence on each other value that is not. Pure. */
export function choose<K extends FactKey>(candidates: readonly FindingOf<K>[]): { readonly taken?: FindingOf<K>; readonly others: readonly string[] } {
  const [taken, ...rest] = candidates;
  if (!taken) return { others: [] };
  const seen = new Set([JSON.stringify(taken.value)]);
  const others = rest.filter(({ value }) => !seen.has(JSON.stringify(value)) && seen.add(JSON.stringify(value)));
  return { taken, others: others.slice(0, 5).map(({ value, from }) => `not ${shown(value)} from ${from}`) };
}

/** As a value stands in a sentence. Pure. */
export const shown = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));
