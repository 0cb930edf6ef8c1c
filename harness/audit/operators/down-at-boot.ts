import type { Operator } from '../mutant.js';
import { ofDatabase } from './of-database.js';

export const downAtBoot: Operator = {
  name: 'down-at-boot',
  area: 'database',
  seenBy: 'a check that asks the database something',
  derive: (subject) => ofDatabase(subject, (fault) => fault.down()),
};
