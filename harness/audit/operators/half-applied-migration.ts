import type { Operator } from '../mutant.js';
import { renamingSql, usedTables } from './columns.js';
import { ofMigrations } from './of-migrations.js';

/** A renamed column is left behind, in the first table for which there is one: what is left in others breaks no other pages. */
export const halfAppliedMigration: Operator = {
  name: 'half-applied-migration',
  area: 'migrations',
  seenBy: 'a start that ends when a migration fails, or a check that asks for a page',
  derive(subject) {
    const table = usedTables(subject).find((one) => renamingSql(one) !== undefined);
    const sql = table && renamingSql(table);
    if (sql === undefined) return [];
    return ofMigrations(subject, { byStart: true, sql: true }, (fault) => fault.halfApplied({ sql }), table?.name);
  },
};
