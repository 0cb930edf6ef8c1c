import type { Operator } from '../mutant.js';
import { ofMigrations } from './of-migrations.js';

/** For good, from the start on: the instance that held it hangs. */
export const migrationLockHeld: Operator = {
  name: 'migration-lock-held',
  area: 'migrations',
  seenBy: 'a port that opens when the migrations have run, or a check of what is noted as applied',
  derive: (subject) => ofMigrations(subject, { byStart: true, sql: true }, (fault) => fault.lockHeld()),
};
