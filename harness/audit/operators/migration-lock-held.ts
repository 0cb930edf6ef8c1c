import type { Operator } from '../mutant.js';
import { ANY_RUNNERS_TABLE } from '../config/migration-tools.js';
import type { Subject } from '../subject.js';
import { ofMigrations } from './of-migrations.js';

/** Of a runner in a language that is not known the table may be but a guess. */
const isLockKnown = ({ release: { migrations } }: Subject): boolean =>
  migrations?.advisoryLock !== undefined || (migrations?.table !== undefined && migrations.table !== ANY_RUNNERS_TABLE);

/** For good, from the start on: the instance that held it hangs. */
export const migrationLockHeld: Operator = {
  name: 'migration-lock-held',
  area: 'migrations',
  seenBy: 'a port that opens when the migrations have run, or a check of what is noted as applied',
  derive: (subject) => ofMigrations(subject, { byStart: true, sql: !isLockKnown(subject) }, (fault) => fault.lockHeld()),
};
