// node schema/write.mjs: writes the JSON schemas of canarybed.config.json and .yaml, results.json and audit.json anew, after a change of them.
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { register } from 'tsx/cjs/api';

register();
const require = createRequire(import.meta.url);
const { jsonSchemaText } = require('../harness/audit/config/json-schema.ts');
const { reportSchemaTexts } = require('../harness/report/schema/json-schema.ts');
const texts = { 'canarybed.config.schema.json': jsonSchemaText(), ...reportSchemaTexts() };
for (const [name, text] of Object.entries(texts)) writeFileSync(new URL(name, import.meta.url), text);
