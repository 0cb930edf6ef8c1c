import { readdirSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Fault, MigrationFault } from '../../model/fault.js';
import type { MigrationsDescription, Release } from '../../model/release.js';
import type { FileEdit } from '../working-copy.js';
import { addedMigration, type AddedMigration } from './added-migration.js';
import { NONSENSE } from './files.js';
import { formatOf } from './migration-formats/format-of.js';
import type { MigrationWriter } from './migration-formats/migration-format.js';
import { nameAfter } from './migration-formats/name-after.js';

/**
 * What a canary finds: the schema of the release itself, that before its last migration, that one with the last
 * migration noted as applied, or nothing.
 */
export type SchemaState = 'migrated' | 'before-last' | 'last-faked' | 'empty';

/** A migration that was written for a fault. */
export interface WrittenMigration {
  readonly fault: Fault;
  /** Name of its file. */
  readonly file: string;
  /** What its SQL holds that nothing else does; left out: it has no SQL to be seen by. */
  readonly mark?: string;
}

export interface MigrationPlan {
  readonly schema: SchemaState;
  readonly edits: readonly FileEdit[];
  readonly written: readonly WrittenMigration[];
  readonly settings: Readonly<Record<string, string>>;
}

interface PlanUnderWay {
  schema: SchemaState;
  readonly edits: FileEdit[];
  readonly written: WrittenMigration[];
  readonly settings: Record<string, string>;
}

type NamedMigrationFault = MigrationFault & { readonly summary: string };

const isMigration = (fault: Fault): fault is NamedMigrationFault => fault.kind === 'migration';

/** Names of the release's migrations in the order in which they are applied. */
export function migrationFiles({ folder, migrations }: Release): string[] {
  if (!migrations) return [];
  return formatOf(migrations).inOrder(readdirSync(join(folder, migrations.folder)));
}

/** What migration faults change about files, settings and the schema that the canary finds. */
export function planMigrations(release: Release, faults: readonly Fault[]): MigrationPlan {
  const plan: PlanUnderWay = { schema: 'migrated', edits: [], written: [], settings: {} };
  if (!release.migrations) return plan;
  const own = faults.filter(isMigration);
  // First what goes: nothing that is added may come after a file that is not there.
  for (const fault of own.filter(({ operator }) => operator === 'schema-ahead')) apply(plan, fault, release, release.migrations);
  for (const fault of own.filter(({ operator }) => operator !== 'schema-ahead')) apply(plan, fault, release, release.migrations);
  return plan;
}

function apply(plan: PlanUnderWay, fault: NamedMigrationFault, release: Release, migrations: MigrationsDescription): void {
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
      const { writer } = formatOf(migrations);
      if (!writer) return withoutWriter(plan, fault, release, migrations);
      const mark = `canarybed ${fault.operator} ${plan.written.length + 1}`;
      const added = addedMigration(fault, mark);
      if (!added) return;
      const edit = addition(added, writer, plan.edits, release, migrations);
      plan.edits.push(edit);
      plan.written.push({ fault, file: basename(edit.path), ...(edit.text.includes(mark) ? { mark } : {}) });
    }
  }
}

/** Where none can be added, the release's own last one is left to be run, and fails or waits in its place. */
function withoutWriter(plan: PlanUnderWay, { operator }: MigrationFault, release: Release, migrations: MigrationsDescription): void {
  const last = migrationFiles(release).at(-1);
  if (last === undefined || (operator !== 'failing' && operator !== 'lock-held')) return;
  plan.schema = 'before-last';
  if (operator === 'lock-held') return;
  plan.edits.push({ path: join(migrations.folder, last, firstFile(join(release.folder, migrations.folder, last))), mode: 'prepend', text: NONSENSE });
}

/** The file by which a folder's migration is applied; empty where it is a file itself. */
function firstFile(path: string): string {
  if (!statSync(path).isDirectory()) return '';
  const files = readdirSync(path, { withFileTypes: true }).filter((entry) => entry.isFile()).map(({ name }) => name).sort();
  return files.find((name) => !/^down\b/i.test(name)) ?? '';
}

function addition({ name, text }: AddedMigration, writer: MigrationWriter, edits: readonly FileEdit[], release: Release, migrations: MigrationsDescription): FileEdit {
  const edited = (mode: FileEdit['mode']): string[] => edits.filter((edit) => edit.mode === mode).map(({ path }) => basename(path));
  const all = [...migrationFiles(release), ...edited('create')];
  const there = all.filter((file) => !edited('remove').includes(file));
  // Numbered after a removed file too: the database knows that one.
  return { path: join(migrations.folder, nameAfter(all.at(-1), name, writer)), mode: 'create', text: text(writer, there.at(-1)) };
}
