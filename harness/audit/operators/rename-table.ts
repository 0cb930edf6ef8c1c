import { databaseFaults } from '../../faults/database.js';
import type { Operator } from '../mutant.js';
import { ofTables } from './of-tables.js';

export const renameTable: Operator = {
  name: 'rename-table',
  area: 'tables',
  seenBy: 'a check that asks for a page which reads or writes the table',
  derive(subject) {
    const { release, learned } = subject;
    // The description may name some of the tables only; others were found.
    const tables = learned.tables.map(({ name }) => name);
    const known = release.database ? { ...release, database: { ...release.database, tables } } : release;
    return ofTables(subject, 'renamed', (table) => databaseFaults(known).tableMissing(table));
  },
};
