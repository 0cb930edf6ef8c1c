import type { MigrationFault } from '../../model/fault.js';
import type { MigrationsDescription, Release } from '../../model/release.js';
import type { ScenarioDatabase } from '../databases.js';
import type { Evidence } from './evidence.js';
import { formatOf } from './migration-formats/format-of.js';
import { tableInSql } from './migration-lock.js';
import { migrationFiles } from './migrations.js';
import type { LaunchPlan } from './plan.js';

/** What the runner's table said of the last migration before anything of the release ran on the database. */
export interface NotedMigrations {
  readonly last: string;
  readonly table: string;
  readonly noted: boolean;
}

/**
 * The faults of which nothing else is to be seen, neither a file nor a setting of the release being other, and one whose broken
 * file is met only while it is still to be run.
 */
const isSeenInTable = ({ operator }: MigrationFault, { migrations }: Release): boolean =>
  operator === 'pending-last' || operator === 'fake-applied' || (operator === 'failing' && migrations !== undefined && !formatOf(migrations).writer);

/** Looks at databases. The instances of a fleet share theirs, and the first of them may migrate it. */
const looks = new WeakMap<ScenarioDatabase, Promise<NotedMigrations | undefined>>();

/** @returns undefined where no fault of the plan is to be seen by it, or where the table cannot be read */
export function lookAtNoted({ faults, release }: LaunchPlan, database: ScenarioDatabase | undefined): Promise<NotedMigrations | undefined> {
  if (!database || !faults.some((fault) => fault.kind === 'migration' && isSeenInTable(fault, release))) return Promise.resolve(undefined);
  const looked = looks.get(database) ?? look(release, database);
  looks.set(database, looked);
  return looked;
}

async function look(release: Release, database: ScenarioDatabase): Promise<NotedMigrations | undefined> {
  const { migrations } = release;
  const names = migrationFiles(release);
  const [first, last] = [names[0], names.at(-1)];
  if (!migrations?.table || first === undefined || last === undefined || first === last) return undefined;
  const { table } = migrations;
  const answer = await database.admin(`select noted::text as text from ${tableInSql(table)} noted`).catch(() => undefined);
  const rows = (answer?.rows as { text: string }[] | undefined) ?? [];
  const isNoted = (name: string): boolean => rows.some(({ text }) => rowNames(text, name, migrations));
  // A runner that notes numbers or hashes names none.
  return isNoted(first) ? { last, table, noted: isNoted(last) } : undefined;
}

/** Whether a row names a migration, with or without the endings of its file. Pure. */
function rowNames(row: string, name: string, { format }: MigrationsDescription): boolean {
  const plain = name.replace(/\..*$/, '').replace(/[^\w-]/g, '\\$&');
  const before = typeof format === 'object' ? `${format.django},` : '';
  return new RegExp(`(?:^|[^\\w-])${before}${plain}(?:[^\\w-]|$)`).test(row);
}

/** Whether the fault was there when the first instance was about to start; nothing where that could not be seen. */
export function seenNoted(fault: MigrationFault, release: Release, seen: NotedMigrations | undefined): Evidence[] {
  if (!seen || !isSeenInTable(fault, release)) return [];
  const { last, table, noted } = seen;
  return [{ live: noted === (fault.operator === 'fake-applied'), sentence: `before the start ${table} ${noted ? 'named' : 'did not name'} ${last}` }];
}
