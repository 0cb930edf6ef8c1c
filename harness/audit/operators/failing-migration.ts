import type { Operator } from '../mutant.js';
import { ofMigrations } from './of-migrations.js';

/** A file in a language that is not known here fails as well: it holds none of it. */
export const failingMigration: Operator = {
  name: 'failing-migration',
  area: 'migrations',
  seenBy: 'a start that ends when a migration fails, or a check of what is noted as applied',
  derive: (subject) => ofMigrations(subject, { byStart: true }, (fault) => fault.failing()),
};
