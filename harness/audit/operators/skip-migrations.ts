import type { Operator } from '../mutant.js';
import { ofMigrations } from './of-migrations.js';

export const skipMigrations: Operator = {
  name: 'skip-migrations',
  area: 'migrations',
  seenBy: 'a check that compares the migrations of the release with those that the database notes',
  derive: (subject) => ofMigrations(subject, {}, (fault) => fault.skip()),
};
