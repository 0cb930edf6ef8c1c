import { databaseFaults, type DatabaseFaults } from '../../faults/database.js';
import type { Fault } from '../../model/fault.js';
import type { Derived } from '../mutant.js';
import type { Subject } from '../subject.js';

/** A mutant of each table of the migrated database. */
export function ofTables({ release, learned }: Subject, what: string, make: (fault: DatabaseFaults<string>, table: string) => Fault): Derived[] {
  if (!release.database) return [];
  // The description may name some of the tables only; others were found.
  const tables = learned.tables.map(({ name }) => name);
  const fault = databaseFaults({ ...release, database: { ...release.database, tables } });
  return tables.map((table) => ({ target: table, summary: `table ${table} is ${what}`, faults: [make(fault, table)] }));
}
