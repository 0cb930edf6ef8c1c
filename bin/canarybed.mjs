#!/usr/bin/env node
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { register } from 'tsx/cjs/api';

// Scenario files are TypeScript, and so are we in a checkout. Loaded by require: the loader for imports needs a thread
// of its own, which can keep a process from ending.
register();
const folder = join(dirname(fileURLToPath(import.meta.url)), '..');
const source = join(folder, 'harness/cli/main.ts');
const { main } = createRequire(import.meta.url)(existsSync(source) ? source : join(folder, 'dist/cli/main.js'));
const code = await main(process.argv.slice(2), folder);
// At once: a timer or a socket that a file of the user's has left open would keep us for ever.
for (const stream of [process.stdout, process.stderr]) await new Promise((resolve) => stream.write('', resolve));
process.exit(code);
