import type { Operator } from '../mutant.js';
import { ofConnection } from './of-database.js';

export const wrongHostOfDatabase: Operator = {
  name: 'wrong-host',
  area: 'database',
  seenBy: 'a check that asks the database something',
  derive: (subject) => ofConnection(subject, (fault) => fault.wrongHost()),
};
