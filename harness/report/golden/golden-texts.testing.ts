import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AuditResults } from '../../model/audit.js';
import { FORMATS, formatsOf, reportFile, type Place } from '../formats/index.js';
import { readJournalLines } from '../read-lines.js';
import { readReport } from '../read-report.js';
import { resultsOf } from '../results.js';

/** Of a job that reports are made in. */
const PLACE: Place = { folder: '/home/dev/tiny', repository: '/home/dev', link: 'https://ci.example.com/job/7' };

/** Printed reports need a name here, too. */
const PRINTED = { run: 'github.txt', audit: 'audit-github.txt' } as const;

/** Every report of the run and of the audit that are kept here, by the name of its file. */
export function goldenTexts(): Record<string, string> {
  const run = resultsOf(readJournalLines(kept('journal.jsonl'), 'journal.jsonl'));
  const audit = readReport(kept('audit.json'), 'audit.json').results as AuditResults;
  const texts = (['run', 'audit'] as const).flatMap((kind) =>
    // What the page's script does with the same results is looked at in a browser.
    formatsOf(kind).filter((name) => name !== 'html').map((name) => {
      const text = kind === 'run' ? FORMATS[name].run?.(run, PLACE) : FORMATS[name].audit?.(audit, PLACE);
      return [reportFile(name, kind) ?? PRINTED[kind], text ?? ''];
    }),
  );
  // The source of the others, which may have been written otherwise.
  return Object.fromEntries(texts.filter(([file]) => file !== 'audit.json')) as Record<string, string>;
}

const kept = (name: string): string => readFileSync(join(__dirname, name), 'utf8');
