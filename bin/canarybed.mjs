#!/usr/bin/env node
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { register } from 'tsx/esm/api';

// Scenario files are TypeScript, and so are we in a checkout.
register();
const folder = join(dirname(fileURLToPath(import.meta.url)), '..');
const { main } = await import(pathToFileURL(join(folder, 'harness/cli/main.ts')).href);
process.exitCode = await main(process.argv.slice(2), folder);
