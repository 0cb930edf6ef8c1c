import type { Operator } from '../mutant.js';
import { ofTables } from './of-tables.js';

export const renameTable: Operator = {
  name: 'rename-table',
  area: 'tables',
  seenBy: 'a check that asks for a page which reads or writes the table',
  derive: (subject) => ofTables(subject, 'renamed', (fault, table) => fault.tableMissing(table)),
};
