import type { Operator } from '../mutant.js';
import { afterStart } from './after-start.js';
import { ofDatabase } from './of-database.js';

/** A pool that never opens another connection would go on for ever; sessions end sooner or later. */
export const rotatedPassword: Operator = {
  name: 'password-rotated',
  area: 'database',
  seenBy: 'a check that logs in anew, or at least notices that its connection is gone',
  derive: (subject) => ofDatabase(subject, (fault) => fault.passwordRotated({ onset: afterStart(subject.release), endSessions: true })),
};
