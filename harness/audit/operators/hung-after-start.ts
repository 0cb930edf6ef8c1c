import type { Operator } from '../mutant.js';
import { afterStart } from './after-start.js';
import { ofDatabase } from './of-database.js';

export const hungAfterStart: Operator = {
  name: 'hung-after-start',
  area: 'database',
  seenBy: 'a check that asks the database each time and waits for it no longer than the balancer does',
  derive: (subject) => ofDatabase(subject, (fault) => fault.hung({ onset: afterStart(subject.release) })),
};
