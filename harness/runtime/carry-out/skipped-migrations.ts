import type { Client } from 'pg';
import type { Fault, MigrationFault } from '../../model/fault.js';
import type { Release } from '../../model/release.js';
import type { ScenarioDatabase } from '../databases.js';
import type { Evidence } from './evidence.js';
import { tableInSql } from './migration-lock.js';
import { migrationFiles } from './migrations.js';
import type { LaunchPlan } from './plan.js';

/** Migrations that are to be skipped, as their database was before anything of the release ran on it. */
export interface SkippedMigrations {
  /** Whether the runner has noted more since. */
  evidence(): Promise<Evidence[]>;
}

/** What the runner has noted, and where. */
export interface Noted {
  readonly table: string;
  readonly rows: number;
}

/** Wall time that a table which somebody has locked is waited for. */
const LOCK_WAIT = '2s';

/** Characters from which on the name of a migration is found by itself in a table that nobody told us of. */
const TELLING_NAME = 6;

/** Looks at databases. The instances of a fleet share theirs, and the first of them may migrate it. */
const looks = new WeakMap<ScenarioDatabase, Promise<Noted | undefined>>();

const isSkip = (fault: Fault): fault is MigrationFault & { summary: string } => fault.kind === 'migration' && (fault.operator === 'skip' || fault.operator === 'skip-last');

/** @returns undefined where no migration of the plan is skipped, or where its database cannot be looked at */
export async function lookForSkipped({ faults, release }: LaunchPlan, database: ScenarioDatabase | undefined): Promise<SkippedMigrations | undefined> {
  if (!database || !release.migrations || !faults.some(isSkip)) return undefined;
  const looking = looks.get(database) ?? countNoted(release, database);
  looks.set(database, looking);
  const before = await looking;
  if (!before) return undefined;
  return {
    async evidence() {
      const after = await countNoted(release, database);
      return after ? [comparison(before, after)] : [];
    },
  };
}

/** A start that migrates all the same leaves nothing of the fault, however its settings were. Pure. */
function comparison(before: Noted, { table, rows }: Noted): Evidence {
  const more = rows - before.rows;
  if (more <= 0) return { live: true, sentence: `${table} notes no more migrations than before the start` };
  return {
    live: false,
    sentence: `the start of the release migrates: ${table} notes ${more} more ${more === 1 ? 'row' : 'rows'} than before; describe in skipWith the settings under which it does not, or leave this fault out`,
  };
}

/** Of skipped migrations what is to be seen in the database; nothing where that could not be seen. */
export const seenSkipped = async (fault: MigrationFault & { summary: string }, skipped: SkippedMigrations | undefined): Promise<Evidence[]> =>
  isSkip(fault) && skipped ? skipped.evidence() : [];

/**
 * Counts what the migration runner has noted in a database. On a connection of its own, so that a wait for a lock is
 * bounded for nobody else.
 * @returns undefined where that cannot be seen
 */
export async function countNoted(release: Release, database: ScenarioDatabase): Promise<Noted | undefined> {
  const client = await database.connect().catch(() => undefined);
  try {
    await client?.query(`set lock_timeout = '${LOCK_WAIT}'`);
    return client && ((await inDescribed(release, client)) ?? (await inAnyTable(release, client)));
  } catch {
    return undefined;
  } finally {
    await client?.end().catch(() => undefined);
  }
}

/** @returns undefined where there is no such table, or nothing in it */
async function inDescribed({ migrations }: Release, client: Client): Promise<Noted | undefined> {
  if (migrations?.table === undefined) return undefined;
  const { table } = migrations;
  const { rows } = await client.query<{ there: boolean }>('select to_regclass($1) is not null as there', [tableInSql(table)]);
  if (rows[0]?.there !== true) return undefined;
  const counted = await count(client, tableInSql(table), 'true', []);
  return counted === 0 ? undefined : { table, rows: counted };
}

/** The table that was described may be another than the runner's: that one names migrations. */
async function inAnyTable(release: Release, client: Client): Promise<Noted> {
  const names = migrationFiles(release).map((name) => name.replace(/\..*$/, '')).filter(({ length }) => length >= TELLING_NAME);
  const { rows } = await client.query<{ name: string }>(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname not in ('pg_catalog', 'information_schema') order by 1`,
  );
  let most: Noted = { table: release.migrations?.table ?? 'no table', rows: 0 };
  for (const { name } of names.length > 0 ? rows : []) {
    const counted = await count(client, name, 'exists (select 1 from unnest($1::text[]) as name where strpos(noted::text, name) > 0)', [names]);
    if (counted > most.rows) most = { table: name, rows: counted };
  }
  return most;
}

async function count(client: Client, table: string, condition: string, values: readonly unknown[]): Promise<number> {
  const { rows } = await client.query<{ counted: number }>(`select count(*)::int as counted from ${table} noted where ${condition}`, [...values]);
  return rows[0]?.counted ?? 0;
}
