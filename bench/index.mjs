import { createRequire } from 'node:module';
import { register } from 'tsx/cjs/api';

// Loaded as the command itself is, by require: scenario files are too, and both must share one registry.
register();
createRequire(import.meta.url)('./main.ts');
