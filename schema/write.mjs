// node schema/write.mjs: writes the JSON schema of canarybed.config.json and .yaml anew, after a change of the configuration.
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { register } from 'tsx/cjs/api';

register();
const { jsonSchemaText } = createRequire(import.meta.url)('../harness/audit/config/json-schema.ts');
writeFileSync(new URL('canarybed.config.schema.json', import.meta.url), jsonSchemaText());
