import type { Operator } from '../mutant.js';
import { lastMigration, ofMigrations } from './of-migrations.js';

/** With a single migration it would be the same as to skip all. */
export const skipLastMigration: Operator = {
  name: 'skip-last-migration',
  area: 'migrations',
  seenBy: 'a check that compares the migrations of the release with those that the database notes',
  derive: (subject) => ofMigrations(subject, { least: 2 }, (fault) => fault.skipLast(), lastMigration(subject)),
};
