/** Folder in which reports are, from the working folder. */
export const REPORTS = 'reports';

/** What runs and audits write there of themselves: reports are made from it, and made again. */
export const OWN_FILES = { run: { journal: 'journal.jsonl', results: 'results.json' }, audit: { journal: 'audit-journal.jsonl', results: 'audit.json' } } as const;

/** Names of reports that were asked for, unless told otherwise. */
export const REPORT_FILES = { html: 'report.html', json: OWN_FILES.run.results, junit: 'junit.xml', markdown: 'report.md', mutation: 'mutation.json' } as const;

/** Of an audit, where there is such a report of runs, too, that may lie beside it. Pure. */
export const auditFile = (file: string): string => (file === OWN_FILES.run.results ? OWN_FILES.audit.results : `audit-${file}`);

const { mutation, ...ofBoth } = REPORT_FILES;

const ALL: readonly string[] = [
  mutation,
  ...Object.values(OWN_FILES).flatMap((files) => Object.values(files)),
  ...Object.values(ofBoth).flatMap((file) => [file, auditFile(file)]),
];

/** Whether a name in that folder is one of ours. Pure. */
export const isReportFile = (name: string): boolean => ALL.includes(name);
