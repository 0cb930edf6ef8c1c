import { auditFile, REPORT_FILES } from '../../model/report-files.js';
import { htmlOf } from '../html.js';
import type { Format } from './format.js';
import { githubOfAudit, githubOfRun } from './github.js';
import { jsonText } from './json.js';
import { junitOfAudit } from './junit-audit.js';
import { junitOfRun } from './junit-run.js';
import { markdownOfAudit } from './markdown-audit.js';
import { markdownOfRun } from './markdown-run.js';
import { mutationText } from './mutation.js';

export type { Format, Place } from './format.js';

export const FORMAT_NAMES = ['html', 'json', 'junit', 'markdown', 'github', 'mutation'] as const;
export type FormatName = (typeof FORMAT_NAMES)[number];

/** Every form of report, by the name that `--reporter` gives it. */
export const FORMATS: Readonly<Record<FormatName, Format>> = {
  html: { file: REPORT_FILES.html, run: (results) => htmlOf({ kind: 'run', results }), audit: (results) => htmlOf({ kind: 'audit', results }) },
  json: { file: REPORT_FILES.json, run: jsonText, audit: jsonText },
  junit: { file: REPORT_FILES.junit, run: junitOfRun, audit: junitOfAudit },
  markdown: { file: REPORT_FILES.markdown, run: markdownOfRun, audit: markdownOfAudit },
  github: { run: githubOfRun, audit: githubOfAudit },
  mutation: { file: REPORT_FILES.mutation, audit: mutationText },
};

/** Names of those that there are of a run, or of an audit. */
export const formatsOf = (kind: 'run' | 'audit'): FormatName[] => FORMAT_NAMES.filter((name) => FORMATS[name][kind] !== undefined);

/** Name of the file in `reports/`, other for an audit than for a run, as both may be there; undefined: it is printed. */
export function reportFile(name: FormatName, kind: 'run' | 'audit'): string | undefined {
  const { file, run } = FORMATS[name];
  if (file === undefined || kind === 'run' || run === undefined) return file;
  return auditFile(file);
}
