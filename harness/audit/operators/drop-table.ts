import type { Operator } from '../mutant.js';
import { ofTables } from './of-tables.js';

/** A release may make a table anew that is gone, and only one that is. */
export const dropTable: Operator = {
  name: 'drop-table',
  area: 'tables',
  seenBy: 'a check that asks for a page which reads or writes the table, or for the data that must be there',
  derive: (subject) => ofTables(subject, 'dropped', (fault, table) => fault.tableDropped(table)),
};
