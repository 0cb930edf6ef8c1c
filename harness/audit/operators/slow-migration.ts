import type { Operator } from '../mutant.js';
import { ofMigrations } from './of-migrations.js';

/** Longer than a start may seem, and well within what any deployment waits. */
const SECONDS = 4;

export const slowMigration: Operator = {
  name: 'slow-migration',
  area: 'migrations',
  good: true,
  seenBy: 'a check that fails until the migrations have run',
  derive: (subject) => ofMigrations(subject, { byStart: true, sql: true }, (fault) => fault.slow({ seconds: SECONDS })),
};
