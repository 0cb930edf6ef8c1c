import { createRequire } from 'node:module';
import { register } from 'tsx/cjs/api';

// A process of its own for a file that listens to its parent; it ends when nobody is left to listen to.
register();
process.on('disconnect', () => process.exit(0));
// Ctrl-C reaches all processes of a terminal; the parent ends this one when it has no more use for it.
process.on('SIGINT', () => undefined);
createRequire(import.meta.url)(process.argv[2]);
