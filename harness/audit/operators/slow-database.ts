import type { Operator } from '../mutant.js';
import { ofDatabase } from './of-database.js';

export const slowDatabase: Operator = {
  name: 'slow-database',
  area: 'database',
  seenBy: 'a check with a limit to how slow the database may be, where users are hurt by it',
  derive: (subject) => ofDatabase(subject, (fault) => fault.slow({ latencyMs: 100 })),
};
