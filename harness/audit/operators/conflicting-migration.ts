import type { Operator } from '../mutant.js';
import { ofMigrations } from './of-migrations.js';

/** Only Django migrations name those they come after. */
export const conflictingMigration: Operator = {
  name: 'conflicting-migration',
  area: 'migrations',
  seenBy: 'a start that ends when it cannot migrate, or a check of what is noted as applied',
  derive: (subject) => ofMigrations(subject, { byStart: true, django: true }, (fault) => fault.conflicting()),
};
