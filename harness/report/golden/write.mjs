// node harness/report/golden/write.mjs: derives the files that are kept here anew from journal.jsonl and audit.json; look at what changed.
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { register } from 'tsx/cjs/api';

register();
const require = createRequire(import.meta.url);
const { readJournalLines } = require('../read-lines.ts');
const { resultsOf } = require('../results.ts');
const file = (name) => new URL(name, import.meta.url);
const results = resultsOf(readJournalLines(readFileSync(file('journal.jsonl'), 'utf8'), 'journal.jsonl'));
writeFileSync(file('results.json'), `${JSON.stringify(results, null, 1)}\n`);
