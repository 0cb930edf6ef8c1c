// node harness/report/golden/write.mjs: derives the files that are kept here anew from journal.jsonl and audit.json; look at what changed.
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { register } from 'tsx/cjs/api';

register();
const require = createRequire(import.meta.url);
const { goldenTexts } = require('./golden-texts.testing.ts');
for (const [name, text] of Object.entries(goldenTexts())) writeFileSync(new URL(name, import.meta.url), text);
