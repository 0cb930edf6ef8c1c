import { migrationFaults } from '../../faults/migrations.js';
import type { Derived } from '../mutant.js';
import type { LearnedTable, Subject } from '../subject.js';
import { usedTables } from './columns.js';
import { hasMigrations } from './of-migrations.js';

/** A mutant of each table that users use: this release serves, and the next one migrates beside it by this SQL. */
export function ofNextMigration(subject: Subject, summary: string, sqlFor: (table: LearnedTable) => string | undefined): Derived[] {
  // One copy of an app with a port of its own runs at a time, and an old fleet is another.
  if (subject.release.port.fixed !== undefined) return [];
  if (!hasMigrations(subject, { byStart: true, sql: true })) return [];
  return usedTables(subject).flatMap((table) => {
    const sql = sqlFor(table);
    if (sql === undefined) return [];
    const faults = [migrationFaults(subject.release).further({ sql })];
    return [{ target: table.name, summary: `${summary} ${table.name} beside an old fleet`, faults, old: { faults: [] } }];
  });
}
