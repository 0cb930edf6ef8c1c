import { migrationFaults } from '../../faults/migrations.js';
import type { Operator } from '../mutant.js';
import { pendingLast } from './new-faults.js';
import { hasMigrations, lastMigration } from './of-migrations.js';

/**
 * The old fleet is the same code without its last migration, since the code of the release before is not known here. One
 * that cannot do without never comes into service, and nothing is learned; what is, is whether the migration keeps
 * a fleet that serves from its tables, and whether a strict check ends it.
 */
export const lastMigrationBesideOld: Operator = {
  name: 'last-migration-beside-old',
  area: 'old-fleet',
  good: true,
  seenBy: 'no check of the canary: the migration must leave what the release before needs, and take no lock for long',
  *derive(subject) {
    if (!hasMigrations(subject, { byStart: true, sql: true, least: 2 })) return;
    yield {
      target: lastMigration(subject),
      summary: 'the last migration runs beside an old fleet',
      faults: [pendingLast()],
      old: { faults: [migrationFaults(subject.release).schemaAhead()] },
    };
  },
};
