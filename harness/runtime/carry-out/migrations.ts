import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Fault, MigrationFault } from '../../model/fault.js';
import type { MigrationsDescription, Release } from '../../model/release.js';
import type { FileEdit } from '../working-copy.js';
import { addedMigration, type AddedMigration } from './added-migration.js';
import { formatOf } from './migration-formats/format-of.js';
import { nameAfter } from './migration-formats/name-after.js';

/**
 * What a canary finds: the schema of the release itself, that before its last migration, that one with the last
 * migration noted as applied, or nothing.
 */
export type SchemaState = 'migrated' | 'before-last' | 'last-faked' | 'empty';

export interface MigrationPlan {
  readonly schema: SchemaState;
  readonly edits: readonly FileEdit[];
  readonly settings: Readonly<Record<string, string>>;
}

interface PlanUnderWay {
  schema: SchemaState;
  readonly edits: FileEdit[];
  readonly settings: Record<string, string>;
}

const isMigration = (fault: Fault): fault is MigrationFault & { summary: string } => fault.kind === 'migration';

/** Names of the release's migration files in the order in which they are applied. */
export function migrationFiles({ folder, migrations }: Release): string[] {
  if (!migrations) return [];
  const format = formatOf(migrations);
  return readdirSync(join(folder, migrations.folder)).filter((name) => format.holds(name)).sort();
}

/** What migration faults change about files, settings and the schema that the canary finds. */
export function planMigrations(release: Release, faults: readonly Fault[]): MigrationPlan {
  const plan: PlanUnderWay = { schema: 'migrated', edits: [], settings: {} };
  if (!release.migrations) return plan;
  const own = faults.filter(isMigration);
  // First what goes: nothing that is added may come after a file that is not there.
  for (const fault of own.filter(({ operator }) => operator === 'schema-ahead')) apply(plan, fault, release, release.migrations);
  for (const fault of own.filter(({ operator }) => operator !== 'schema-ahead')) apply(plan, fault, release, release.migrations);
  return plan;
}

function apply(plan: PlanUnderWay, fault: MigrationFault, release: Release, migrations: MigrationsDescription): void {
  switch (fault.operator) {
    case 'skip':
    case 'skip-last':
      plan.schema = fault.operator === 'skip' ? 'empty' : 'before-last';
      Object.assign(plan.settings, migrations.skipWith);
      return;
    // The release's own start runs it, as it runs whatever it finds.
    case 'pending-last':
      plan.schema = 'before-last';
      return;
    case 'fake-applied':
      plan.schema = 'last-faked';
      return;
    case 'schema-ahead': {
      const last = migrationFiles(release).at(-1);
      if (last) plan.edits.push({ path: join(migrations.folder, last), mode: 'remove', text: '' });
      return;
    }
    default: {
      const added = addedMigration(fault);
      if (added) plan.edits.push(addition(added, plan.edits, release, migrations));
    }
  }
}

function addition({ name, text }: AddedMigration, edits: readonly FileEdit[], release: Release, migrations: MigrationsDescription): FileEdit {
  const format = formatOf(migrations);
  const edited = (mode: FileEdit['mode']): string[] => edits.filter((edit) => edit.mode === mode).map(({ path }) => basename(path));
  const all = [...migrationFiles(release), ...edited('create')];
  const there = all.filter((file) => !edited('remove').includes(file));
  // Numbered after a removed file too: the database knows that one.
  return { path: join(migrations.folder, nameAfter(all.at(-1), name, format)), mode: 'create', text: text(format, there.at(-1)) };
}
