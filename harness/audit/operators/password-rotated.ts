import type { Operator } from '../mutant.js';
import { passwordRotated } from './new-faults.js';
import { ofDatabase } from './of-database.js';

export const rotatedPassword: Operator = {
  name: 'password-rotated',
  area: 'database',
  seenBy: 'a check that logs in anew, or at least notices that its connection is gone',
  derive: (subject) => ofDatabase(subject, passwordRotated),
};
