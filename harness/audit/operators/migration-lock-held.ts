import type { Operator } from '../mutant.js';
import { ofMigrations } from './of-migrations.js';

/** For good, from the start on: the instance that held it hangs. */
export const migrationLockHeld: Operator = {
  name: 'migration-lock-held',
  area: 'migrations',
  seenBy: 'a port that opens when the migrations have run, or a check of what is noted as applied',
  // What is locked must be known: the lock of the runner, or the table in which it notes.
  derive: (subject) => {
    const { advisoryLock, table } = subject.release.migrations ?? {};
    return advisoryLock === undefined && table === undefined ? [] : ofMigrations(subject, { byStart: true }, (fault) => fault.lockHeld());
  },
};
