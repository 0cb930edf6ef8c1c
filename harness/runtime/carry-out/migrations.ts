import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Fault, MigrationFault } from '../../model/fault.js';
import type { Release } from '../../model/release.js';
import type { FileEdit } from '../working-copy.js';

/** What a canary finds: the schema of the release itself, that before its last migration, or nothing. */
export type SchemaState = 'migrated' | 'before-last' | 'empty';

export interface MigrationPlan {
  readonly schema: SchemaState;
  readonly edits: readonly FileEdit[];
  readonly settings: Readonly<Record<string, string>>;
}

const isMigration = (fault: Fault): fault is MigrationFault & { summary: string } => fault.kind === 'migration';

/** Names of the release's migration files in the order in which they are applied. */
export function migrationFiles(release: Release): string[] {
  if (!release.migrations) return [];
  return readdirSync(join(release.folder, release.migrations.folder)).filter((name) => name.endsWith('.sql')).sort();
}

/** What migration faults change about files, settings and the schema that the canary finds. */
export function planMigrations(release: Release, faults: readonly Fault[]): MigrationPlan {
  const plan = { schema: 'migrated' as SchemaState, edits: [] as FileEdit[], settings: {} as Record<string, string> };
  if (!release.migrations) return plan;
  for (const fault of faults.filter(isMigration)) apply(plan, fault, release, release.migrations);
  return plan;
}

function apply(
  plan: { schema: SchemaState; edits: FileEdit[]; settings: Record<string, string> },
  fault: MigrationFault,
  release: Release,
  { folder, skipWith }: NonNullable<Release['migrations']>,
): void {
  const addition = (name: string, text: string): number =>
    plan.edits.push({ path: join(folder, nameAfter(release, name)), mode: 'create', text });
  switch (fault.operator) {
    case 'skip':
    case 'skip-last':
      plan.schema = fault.operator === 'skip' ? 'empty' : 'before-last';
      Object.assign(plan.settings, skipWith);
      return;
    case 'further':
      addition('further', `${fault.sql ?? ''};\n`);
      return;
    case 'failing':
      addition('failing', fault.sql ?? 'alter table no_such_table add column never text;\n');
      return;
    case 'half-applied':
      addition('half_applied', `${fault.sql ?? ''};\ncommit;\nselect * from no_such_table;\n`);
      return;
    case 'slow':
      addition('slow', `select pg_sleep(${fault.seconds ?? 3});\n`);
      return;
    case 'lock-held':
      // A runner with nothing to do may not take its lock.
      addition('waiting', 'select 1;\n');
      return;
    case 'schema-ahead': {
      const last = migrationFiles(release).at(-1);
      if (last) plan.edits.push({ path: join(folder, last), mode: 'remove', text: '' });
    }
  }
}

/** A file name sorting after all of the release's own: the next number where that is of the same width. */
export function nameAfter(release: Release, name: string): string {
  const last = migrationFiles(release).at(-1) ?? '0000_none.sql';
  const [, letters = '', digits = ''] = /^([A-Za-z]*)(\d+)/.exec(last) ?? [];
  const next = String(BigInt(digits) + 1n).padStart(digits.length, '0');
  // Without a number, or with one that would grow by a digit, the last name itself is what sorts right.
  const start = digits !== '' && next.length === digits.length ? letters + next : last.replace(/\.sql$/, '');
  return `${start}_${name}.sql`;
}
