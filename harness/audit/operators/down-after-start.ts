import type { Operator } from '../mutant.js';
import { afterStart } from './after-start.js';
import { ofDatabase } from './of-database.js';

export const downAfterStart: Operator = {
  name: 'down-after-start',
  area: 'database',
  seenBy: 'a check that asks the database each time instead of remembering an answer',
  derive: (subject) => ofDatabase(subject, (fault) => fault.down({ onset: afterStart(subject.release) })),
};
