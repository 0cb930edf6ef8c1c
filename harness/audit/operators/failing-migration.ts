import { join } from 'node:path';
import { faultsFor } from '../../faults/index.js';
import type { Operator } from '../mutant.js';
import { hasMigrations, lastMigration } from './of-migrations.js';

/** The last migration itself, since no page would miss what one of ours did not bring. */
export const failingMigration: Operator = {
  name: 'failing-migration',
  area: 'migrations',
  seenBy: 'a start that ends when a migration fails, or a check of what is noted as applied',
  *derive(subject) {
    const { migrations } = subject.release;
    if (!migrations || !hasMigrations(subject, { byStart: true })) return;
    const faults = faultsFor(subject.release);
    const last = lastMigration(subject);
    const broken = migrations.format === 'files' ? faults.migration.failing() : faults.file.break(join(migrations.folder, last));
    yield { target: last, summary: 'the last migration fails', faults: [faults.migration.pendingLast(), broken] };
  },
};
