import type { Operator } from '../mutant.js';
import { afterStart } from './after-start.js';
import { ofDatabase } from './of-database.js';

export const noConnectionsLeft: Operator = {
  name: 'no-connections-left',
  area: 'database',
  seenBy: 'a check that takes a connection from where the pages take theirs',
  derive: (subject) => ofDatabase(subject, (fault) => fault.connectionsExhausted({ onset: afterStart(subject.release) })),
};
