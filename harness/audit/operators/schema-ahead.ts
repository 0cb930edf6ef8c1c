import type { Operator } from '../mutant.js';
import { lastMigration, ofMigrations } from './of-migrations.js';

/** What the release before meets when this one has migrated; a release without any migration would be no release before. */
export const schemaAhead: Operator = {
  name: 'schema-ahead',
  area: 'migrations',
  good: true,
  seenBy: 'a check that asks for a page',
  derive: (subject) => ofMigrations(subject, { least: 2 }, (fault) => fault.schemaAhead(), lastMigration(subject)),
};
