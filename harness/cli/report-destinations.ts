import { join, resolve } from 'node:path';
import { OWN_FILES, REPORTS } from '../model/report-files.js';
import { reportFile, type FormatName } from '../report/formats/index.js';
import type { Kind, ReporterChoice } from './reporter-options.js';

/** Of a run. */
export const JOURNAL = join(REPORTS, OWN_FILES.run.journal);

/** Where a report goes. */
export interface Destination {
  readonly name: FormatName;
  /** To a file, to the end of one that others write to as well, or to the console. */
  readonly to: { readonly file: string } | { readonly append: string } | 'console';
}

/**
 * Where the reports that were asked for go. Where nothing was said, a job of GitHub Actions gets annotations and a summary;
 * Markdown without a file of its own becomes its summary, too. Pure.
 * @param summary file of the job's summary, where there is one
 * @param folder of files that were not named
 */
export function destinationsOf(kind: Kind, chosen: readonly ReporterChoice[] | undefined, onGithub: boolean, summary: string | undefined, folder = REPORTS): Destination[] {
  const toSummary: Destination[] = summary === undefined ? [] : [{ name: 'markdown', to: { append: summary } }];
  if (!chosen) return onGithub ? [{ name: 'github', to: 'console' }, ...toSummary] : [];
  return chosen.flatMap(({ name, path }): Destination[] => {
    const own = reportFile(name, kind);
    if (path !== undefined) return [{ name, to: { file: path } }];
    const there: Destination = { name, to: own === undefined ? 'console' : { file: join(folder, own) } };
    return name === 'markdown' ? [there, ...toSummary] : [there];
  });
}

/** Whole paths of the files that the reports which were asked for are written to. */
export function filesOfReports(kind: Kind, chosen: readonly ReporterChoice[] | undefined): string[] {
  return destinationsOf(kind, chosen, false, undefined).flatMap(({ to }) => (typeof to === 'object' && 'file' in to ? [resolve(to.file)] : []));
}
