import type { MigrationFault } from '../model/fault.js';
import { canSkip, migratesAtStart } from '../model/migrates-at-start.js';
import type { MigrationsDescription, Release } from '../model/release.js';
import { formatOf } from '../runtime/carry-out/migration-formats/format-of.js';

type Operator = MigrationFault['operator'];

/** Faults that need one more migration, or another text of one. */
const WRITTEN: readonly Operator[] = ['further', 'slow', 'half-applied', 'conflicting', 'fake-applied'];
/** Faults that nobody would meet where the start command does not migrate. */
const RUN_AT_START: readonly Operator[] = ['failing', 'slow', 'half-applied'];
/** Faults of which a start that migrates leaves nothing. */
const SKIPPED: readonly Operator[] = ['skip', 'skip-last'];

/** Why a release cannot have a fault of its migrations; undefined when it can. Pure. */
export function unsuitedMigrations({ migrations }: Release, fault: Pick<MigrationFault, 'operator' | 'sql'>): string | undefined {
  return migrations && (unsuitedFormat(migrations, fault) ?? unsuitedStart(migrations, fault.operator));
}

function unsuitedFormat(migrations: MigrationsDescription, { operator, sql }: Pick<MigrationFault, 'operator' | 'sql'>): string | undefined {
  const { files, writer } = formatOf(migrations);
  if (!writer && (WRITTEN.includes(operator) || sql !== undefined)) {
    return `expected migrations in a format that can be written ("sql" or { django: label }), found ${files}; of those, skip, skip-last, schema-ahead, failing without SQL and lock-held can be carried out`;
  }
  if (operator === 'conflicting' && !writer?.beside) return `expected migrations that name those they come after, found ${files}, which have no order but that of their names`;
  if (operator === 'lock-held' && migrations.advisoryLock === undefined && migrations.table === undefined) {
    return 'expected an advisoryLock or a table of the migrations, found neither; describe one of them';
  }
  return undefined;
}

function unsuitedStart(migrations: MigrationsDescription, operator: Operator): string | undefined {
  if (RUN_AT_START.includes(operator) && !migratesAtStart(migrations)) {
    return 'expected a start command that migrates, found an empty "skipWith", which says that it does not; if it does, say "atStart: true"';
  }
  if (SKIPPED.includes(operator) && migratesAtStart(migrations) && !canSkip(migrations)) {
    return 'expected settings in "skipWith" under which the start does not migrate, found none; it would run what was skipped';
  }
  return undefined;
}
