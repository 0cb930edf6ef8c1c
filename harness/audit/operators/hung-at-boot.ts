import type { Operator } from '../mutant.js';
import { ofDatabase } from './of-database.js';

export const hungAtBoot: Operator = {
  name: 'hung-at-boot',
  area: 'database',
  seenBy: 'a check that asks the database something and waits for it no longer than the balancer does',
  derive: (subject) => ofDatabase(subject, (fault) => fault.hung()),
};
