import { isReportFile, REPORTS } from '../model/report-files.js';

/** What lies beside a report while it is written. */
const BESIDE = /\.(?:lock|new)$/;

/**
 * Whether a file, told from the working folder on, is one that we write there ourselves, and so no part of the app. An
 * app may have a folder named `reports`. Pure.
 */
export function isOwnFile(path: string): boolean {
  if (/^\.canarybed(?:\/|$)/.test(path)) return true;
  return path.startsWith(`${REPORTS}/`) && isReportFile(path.slice(REPORTS.length + 1).replace(BESIDE, ''));
}
