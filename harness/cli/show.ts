import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { ConfigError, describeError, EnvironmentError } from '../model/errors.js';
import { REPORTS } from '../model/report-files.js';
import { ReportSource } from '../report/show/report-source.js';
import { serveReport, type ServedReport } from '../report/show/serve-report.js';
import type { ShowOptions } from './show-options.js';

/**
 * Serves the report of a folder until it is interrupted.
 * @throws ConfigError for a folder that is not there, or with a report that cannot be read, EnvironmentError where nobody can listen there
 */
export async function show({ folder, host, port }: ShowOptions, signal: AbortSignal, print: (line: string) => void): Promise<number> {
  // In a file nothing could even be looked for.
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() === false) refuse(folder);
  const source = new ReportSource(folder);
  const [run, audit] = [source.run.report(), source.audit.report()];
  if (!run && !audit) checkFolder(folder);
  const served = await open(source, host, port);
  try {
    print(`${run ? 'run' : audit ? 'audit' : 'waiting for a run or an audit'}: ${served.url}/`);
    if (run && audit) print(`audit: ${served.url}/audit`);
    await new Promise<void>((resolve) => (signal.aborted ? resolve() : signal.addEventListener('abort', () => resolve(), { once: true })));
    return 0;
  } finally {
    await served.close();
  }
}

/** One that is not there may be a slip of the pen, but for that which runs and audits will make. */
function checkFolder(folder: string): void {
  if (resolve(folder) === resolve(REPORTS) || statSync(folder, { throwIfNoEntry: false })?.isDirectory() === true) return;
  refuse(folder);
}

function refuse(folder: string): never {
  throw new ConfigError(`show: expected a folder with a journal.jsonl, a results.json or an audit.json, found none at ${folder}; "canarybed run" and "canarybed audit" write them to reports/`);
}

async function open(source: ReportSource, host: string, port: number): Promise<ServedReport> {
  try {
    return await serveReport({ source, host, port });
  } catch (error) {
    throw new EnvironmentError(`expected to listen at ${host}, port ${port}, found that it cannot be: ${describeError(error)}`, 'Name another --host or --port; without --port a free one is taken.');
  }
}
