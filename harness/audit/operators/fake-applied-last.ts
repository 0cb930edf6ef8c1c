import type { Operator } from '../mutant.js';
import { lastMigration, ofMigrations } from './of-migrations.js';

export const fakeAppliedLast: Operator = {
  name: 'fake-applied-last',
  area: 'migrations',
  seenBy: 'a check that asks for a page, or for the columns that pages read',
  derive: (subject) => ofMigrations(subject, { sql: true }, (fault) => fault.fakeApplied(), lastMigration(subject)),
};
