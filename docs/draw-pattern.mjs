// node docs/draw-pattern.mjs [journal]: after a run of examples/django, draws the pictures of docs/pattern.md anew.
import { createRequire } from 'node:module';
import { register } from 'tsx/cjs/api';

register();
createRequire(import.meta.url)('./draw-pattern.ts');
