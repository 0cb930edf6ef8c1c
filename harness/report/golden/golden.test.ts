import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readJournalLines } from '../read-lines.js';
import { resultsOf } from '../results.js';

const golden = (name: string): string => readFileSync(join(__dirname, name), 'utf8');

test('the journal of a small run gives the results that are kept here; if not: node harness/report/golden/write.mjs', () => {
  const results = resultsOf(readJournalLines(golden('journal.jsonl'), 'journal.jsonl'));
  expect(`${JSON.stringify(results, null, 1)}\n`).toBe(golden('results.json'));
});
