import type { Operator } from '../mutant.js';
import { ofConnection } from './of-database.js';

export const wrongPassword: Operator = {
  name: 'wrong-password',
  area: 'database',
  seenBy: 'a check that logs in to the database',
  derive: (subject) => ofConnection(subject, (fault) => fault.wrongPassword()),
};
