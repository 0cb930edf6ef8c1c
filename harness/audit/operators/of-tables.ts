import type { Fault } from '../../model/fault.js';
import type { Derived } from '../mutant.js';
import type { Subject } from '../subject.js';

/** A mutant of each table of the migrated database. */
export function ofTables({ release, learned }: Subject, what: string, make: (table: string) => Fault): Derived[] {
  if (!release.database) return [];
  return learned.tables.map(({ name }) => ({ target: name, summary: `table ${name} is ${what}`, faults: [make(name)] }));
}
