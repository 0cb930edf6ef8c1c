import { appendFileSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { AuditResults } from '../model/audit.js';
import { ConfigError, describeError } from '../model/errors.js';
import { REPORTS } from '../model/report-files.js';
import { FORMATS, type FormatName } from '../report/formats/index.js';
import type { RunResults } from '../report/results.js';
import { placeOf } from './ci-job.js';
import { refuseClashes } from './clashing-files.js';
import { destinationsOf, type Destination } from './report-destinations.js';
import type { Kind, ReporterChoice } from './reporter-options.js';

/** Reports of one command: where they go is known, and can be written to, before anything else is done. */
export class Reports {
  readonly #destinations: readonly Destination[];

  /** @throws ConfigError for a file that cannot be written, or that another report or canarybed itself needs; what an earlier run left there is removed */
  constructor(
    private readonly kind: Kind,
    chosen: readonly ReporterChoice[] | undefined,
    folder = REPORTS,
    private readonly env: NodeJS.ProcessEnv = process.env,
  ) {
    const summary = env['GITHUB_STEP_SUMMARY'];
    // One that a job names and that is not there, as in a container of its own, nobody reads.
    this.#destinations = destinationsOf(kind, chosen, env['GITHUB_ACTIONS'] === 'true', summary && existsSync(summary) ? summary : undefined, folder);
    refuseClashes(this.#destinations.map((destination) => ({ kind, ...destination })), folder);
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
