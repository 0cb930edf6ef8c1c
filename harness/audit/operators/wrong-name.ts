import type { Operator } from '../mutant.js';
import { ofConnection } from './of-database.js';

export const wrongName: Operator = {
  name: 'wrong-name',
  area: 'database',
  seenBy: 'a check that asks the database something, in the database of the release',
  derive: (subject) => ofConnection(subject, (fault) => fault.wrongName()),
};
