import type { AuditResults } from '../../model/audit.js';
import type { RunFacts } from '../rollout-record.js';
import type { RunResults, ScenarioResult } from '../results.js';

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

/** Results that may know more than every run does. */
export type ReportedScenario = ScenarioResult & {
  readonly retries?: { readonly flaky: boolean; readonly attempts: number };
  /** Line of the command that runs it alone. */
  readonly reproduce?: string;
};
export type ReportedRun = Omit<RunResults, 'scenarios'> & { readonly scenarios: readonly ReportedScenario[]; readonly facts?: RunFacts };
