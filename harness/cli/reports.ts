import { appendFileSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { AuditResults } from '../model/audit.js';
import { ConfigError, describeError } from '../model/errors.js';
import { FORMATS, reportFile, type FormatName } from '../report/formats/index.js';
import type { RunResults } from '../report/results.js';
import { placeOf } from './ci-job.js';
import type { Kind, ReporterChoice } from './reporter-options.js';

export const REPORTS = 'reports';

/** Of a run. */
export const JOURNAL = join(REPORTS, 'journal.jsonl');

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

/** Reports of one command: where they go is known, and can be written to, before anything else is done. */
export class Reports {
  readonly #destinations: readonly Destination[];

  /** @throws ConfigError for a file that cannot be written; what an earlier run left there is removed */
  constructor(
    private readonly kind: Kind,
    chosen: readonly ReporterChoice[] | undefined,
    folder = REPORTS,
    private readonly env: NodeJS.ProcessEnv = process.env,
  ) {
    const summary = env['GITHUB_STEP_SUMMARY'];
    // One that a job names and that is not there, as in a container of its own, nobody reads.
    this.#destinations = destinationsOf(kind, chosen, env['GITHUB_ACTIONS'] === 'true', summary && existsSync(summary) ? summary : undefined, folder);
    for (const { name, to } of this.#destinations) if (typeof to === 'object' && 'file' in to) makeReady(name, to.file);
  }

  write(results: RunResults | AuditResults, print: (line: string) => void): void {
    const place = placeOf(this.env, process.cwd());
    for (const { name, to } of this.#destinations) {
      const { run, audit } = FORMATS[name];
      const text = (this.kind === 'run' ? run?.(results as RunResults, place) : audit?.(results as AuditResults, place)) ?? '';
      if (to === 'console') print(text.trimEnd());
      else if ('file' in to) writeFileSync(to.file, text);
      else appendFileSync(to.append, text);
    }
  }
}

function makeReady(name: FormatName, file: string): void {
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, '');
    rmSync(file);
  } catch (error) {
    throw new ConfigError(`--reporter ${name}: expected a file that can be written, found ${file}: ${describeError(error)}`);
  }
}
