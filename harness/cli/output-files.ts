import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigError, describeError, EnvironmentError } from '../model/errors.js';
import { OWN_FILES, REPORTS } from '../model/report-files.js';
import { lockFile } from '../report/file-lock.js';
import type { Kind, ReporterChoice } from './reporter-options.js';
import { Reports } from './reports.js';

/**
 * The files that a run or an audit writes: claimed as it begins, and those of an earlier one removed, so that nobody takes
 * them for its own, whatever becomes of it.
 */
export class OutputFiles {
  readonly reports: Reports;
  /** Lets others write them. */
  readonly release: () => void;

  /**
   * @param isContinued the journal and the results of an earlier run stay until this one takes them over
   * @throws ConfigError where another process writes them, or for a report that cannot be written, EnvironmentError where the folder cannot be
   */
  constructor(kind: Kind, reporters: readonly ReporterChoice[] | undefined, isContinued = false) {
    this.release = claimed(join(REPORTS, OWN_FILES[kind].journal));
    try {
      this.reports = new Reports(kind, reporters);
      if (!isContinued) for (const name of Object.values(OWN_FILES[kind])) rmSync(join(REPORTS, name), { force: true });
    } catch (error) {
      this.release();
      throw error;
    }
  }
}

/** Claims the files of a run or an audit for as long as something is done with them. @throws as the constructor does */
export async function withOutputFiles<T>(kind: Kind, reporters: readonly ReporterChoice[] | undefined, use: (output: OutputFiles) => Promise<T>): Promise<T> {
  const output = new OutputFiles(kind, reporters);
  try {
    return await use(output);
  } finally {
    output.release();
  }
}

function claimed(journal: string): () => void {
  try {
    mkdirSync(REPORTS, { recursive: true });
    return lockFile(journal);
  } catch (error) {
    if (error instanceof ConfigError) throw error;
    throw new EnvironmentError(`expected a folder ${REPORTS} that can be written to, found none: ${describeError(error)}`, `Let this user write there, remove what is no folder, or work in another folder.`);
  }
}

/**
 * Does all of it, also where a part fails, so that a full disk costs no more than it must.
 * @throws EnvironmentError of the first that failed
 */
export function writeAll(parts: readonly (() => void)[]): void {
  const failed = parts.flatMap((write) => {
    try {
      write();
      return [];
    } catch (error) {
      return [error];
    }
  });
  if (failed.length === 0) return;
  throw new EnvironmentError(`expected that all reports can be written, found otherwise: ${describeError(failed[0])}`, 'Make room on the disk, or let this user write there; what there is of reports is not whole.');
}
