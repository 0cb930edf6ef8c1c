import { whenText } from '../../faults/database.js';
import type { Operator } from '../mutant.js';
import { afterStart } from './after-start.js';
import { ofTables } from './of-tables.js';

/** Not before the start is over: there are apps that make a table which is missing at their start. */
export const renameTable: Operator = {
  name: 'rename-table',
  area: 'tables',
  seenBy: 'a check that asks for a page which reads or writes the table',
  derive(subject) {
    const onset = afterStart(subject.release);
    return ofTables(subject, `renamed${whenText(onset)}`, (fault, table) => fault.tableMissing(table, { onset }));
  },
};
