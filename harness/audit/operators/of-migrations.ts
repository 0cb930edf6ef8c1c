import { faultsFor } from '../../faults/index.js';
import type { MigrationFaults } from '../../faults/migrations.js';
import type { Fault } from '../../model/fault.js';
import { migratesAtStart } from '../../model/migrates-at-start.js';
import type { Derived } from '../mutant.js';
import type { Subject } from '../subject.js';

/** What a fault takes of the release that it is made for. */
export interface Needs {
  /** It is the start that migrates; a release that was migrated before it meets none of what goes wrong then. */
  readonly byStart?: boolean;
  /** Another migration can be written in SQL, which needs a format that is known. */
  readonly sql?: boolean;
  readonly django?: boolean;
  /** Migrations that there are at least; 1 when left out. */
  readonly least?: number;
}

/** Whether the release has a database and migrations of which a fault can be made. */
export function hasMigrations({ release, learned }: Subject, { byStart = false, sql = false, django = false, least = 1 }: Needs): boolean {
  const { migrations, database } = release;
  if (!migrations || !database || learned.migrations.length < least) return false;
  if (byStart && !migratesAtStart(migrations)) return false;
  return django ? typeof migrations.format === 'object' : !sql || migrations.format !== 'files';
}

/** One mutant of the migrations, or none. */
export function ofMigrations(subject: Subject, needs: Needs, make: (fault: MigrationFaults) => Fault, target = 'migrations'): Derived[] {
  if (!hasMigrations(subject, needs)) return [];
  const fault = make(faultsFor(subject.release).migration);
  return [{ target, summary: fault.summary, faults: [fault] }];
}

/** The migration that comes last, for mutants of it alone. */
export const lastMigration = ({ learned }: Subject): string => learned.migrations.at(-1) ?? 'migrations';
