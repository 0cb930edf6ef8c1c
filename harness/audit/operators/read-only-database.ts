import type { Operator } from '../mutant.js';
import { afterStart } from './after-start.js';
import { ofDatabase } from './of-database.js';

export const readOnlyDatabase: Operator = {
  name: 'read-only-database',
  area: 'database',
  seenBy: 'a check that writes, or that asks the database whether it can be written to',
  derive: (subject) => ofDatabase(subject, (fault) => fault.readOnly({ onset: afterStart(subject.release) })),
};
