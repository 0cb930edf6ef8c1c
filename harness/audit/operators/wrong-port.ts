import type { Operator } from '../mutant.js';
import { ofConnection } from './of-database.js';

export const wrongPort: Operator = {
  name: 'wrong-port',
  area: 'database',
  seenBy: 'a check that asks the database something',
  derive: (subject) => ofConnection(subject, (fault) => fault.wrongPort()),
};
