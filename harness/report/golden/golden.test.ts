import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { goldenTexts } from './golden-texts.testing.js';

test.each(Object.entries(goldenTexts()))('%s is made of the run or the audit that are kept here; if not: node harness/report/golden/write.mjs', (name, text) => {
  expect(text).toBe(readFileSync(join(__dirname, name), 'utf8'));
});

test('there is one of each format', () => {
  expect(Object.keys(goldenTexts()).sort()).toEqual([
    'audit-github.txt', 'audit-junit.xml', 'audit-report.md', 'github.txt', 'junit.xml', 'mutation.json', 'report.md', 'results.json',
  ]);
});
