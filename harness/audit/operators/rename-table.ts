import { whenText } from '../../faults/database.js';
import type { Operator } from '../mutant.js';
import { ofTables } from './of-tables.js';

/** From the first passed check on: there are apps that make a table which is missing at their start. */
export const renameTable: Operator = {
  name: 'rename-table',
  area: 'tables',
  seenBy: 'a check that asks for a page which reads or writes the table',
  derive: (subject) => ofTables(subject, `renamed${whenText('passing')}`, (fault, table) => fault.tableMissing(table, { onset: 'passing' })),
};
