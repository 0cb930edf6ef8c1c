import type { AuditResults } from '../../harness/model/audit.js';
import type { RealApp, Variant } from './apps.js';
import { missesOf, tableOf, type ComparedRow } from './compare.js';

/** A variant, and what its audit came to. */
export interface Audited {
  readonly variant: Variant;
  readonly results: AuditResults;
  readonly compared: readonly ComparedRow[];
  /** Wall seconds of the whole command. */
  readonly wall: number;
}

export interface Circumstances {
  /** As 2026-11-27. */
  readonly date: string;
  readonly version: string;
  readonly processors: number;
  /** Arguments that were given beside the app's own. */
  readonly args: readonly string[];
}

/** What came of an application, as markdown: a part for each variant, where there are several. Pure. */
export function resultsText({ name, source, variants }: Pick<RealApp, 'name' | 'source' | 'variants'>, audited: readonly Audited[], { date, version, processors, args }: Circumstances): string {
  const [first] = audited;
  const notRun = variants.filter((variant) => !audited.some((one) => one.variant === variant)).map((variant) => variant.name);
  return [
    `# ${name} ${version}`,
    '',
    `Written by \`npm run bench -- real-apps\` on ${date}, ${first?.results.runtime ?? ''}, ${processors} processors, Node ${first?.results.node ?? ''}.`,
    ...(args.length > 0 ? [`Only a part was run: \`${args.join(' ')}\`.`] : []),
    ...(notRun.length > 0 ? [`Not run: ${notRun.join(', ')}.`] : []),
    ...audited.flatMap((one) => partOf(one, source)),
    '',
  ].join('\n');
}

function partOf({ variant: { name, args }, results, compared, wall }: Audited, source: string): string[] {
  const { controlBoots, score } = results;
  const setting = args.at(-1);
  return [
    ...(name === undefined ? [] : ['', `## ${name[0]?.toUpperCase() ?? ''}${name.slice(1)}${setting === undefined ? '' : ` (\`${setting}\`)`}`, '']),
    `${summaryOf(results)}. Sensitivity ${percent(score.sensitivity)}, specificity ${percent(score.specificity)}.`,
    `The unbroken release booted in ${controlBoots.map((seconds) => seconds.toFixed(1)).join(', ')} s; all took ${wall.toFixed(0)} s.`,
    '',
    ...tableOf(compared, source),
    '',
    `${name === undefined ? '##' : '###'} Survivors, false alarms, and what came to nothing`,
    '',
    ...missesOf(results.mutants),
  ];
}

/** How many mutants there were, and how many came to what. Pure. */
export function summaryOf({ score: { counts }, mutants }: AuditResults): string {
  const words = Object.entries(counts).filter(([, count]) => count > 0).map(([status, count]) => `${count} ${status}`);
  return `${mutants.length} mutants: ${words.join(', ')}`;
}

const percent = (share: number | undefined | null): string => (typeof share === 'number' ? `${share} %` : 'unknown');
