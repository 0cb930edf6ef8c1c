import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The lines of a run of a few scenarios, each with its end; the last of them ends the run. */
export const JOURNAL_LINES = readFileSync(join(__dirname, '../golden/journal.jsonl'), 'utf8').split(/(?<=\n)/);

/** How many of these lines there are up to where so many scenarios have ended. */
export function linesUntil(ended: number): number {
  const ends = JOURNAL_LINES.flatMap((line, index) => (line.includes('"type":"scenario-ended"') ? [index] : []));
  return (ends[ended - 1] ?? 0) + 1;
}

/** As they were written when so many scenarios had ended. */
export const journalUntil = (ended: number): string => JOURNAL_LINES.slice(0, linesUntil(ended)).join('');

/** What is written from there on until so many have. */
export const journalBetween = (from: number, to: number): string => JOURNAL_LINES.slice(linesUntil(from), linesUntil(to)).join('');
