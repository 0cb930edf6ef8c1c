import type { AuditResults } from '../../model/audit.js';
import type { RunResults } from '../results.js';

/** Where a report is made, as far as it is known. */
export interface Place {
  /** Paths below it are told from it on; left out: as they are. */
  readonly folder?: string;
  /** The same of annotations, whose reader knows the whole checkout alone. */
  readonly repository?: string;
  /** Of the CI job. */
  readonly link?: string;
}

/** One form of report. Pure: the same results give the same text, and nothing of the app's can leave its place in it. */
export interface Format {
  /** Name of the file in `reports/`; left out: it is printed. */
  readonly file?: string;
  /** Left out where there is none of a run. */
  run?(results: RunResults, place?: Place): string;
  /** Left out where there is none of an audit. */
  audit?(results: AuditResults, place?: Place): string;
}
