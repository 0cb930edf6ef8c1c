import { ConfigError } from '../../model/errors.js';
import type { Release } from '../../model/release.js';
import type { ScenarioDatabase } from '../../runtime/databases.js';
import type { LearnedTable } from '../subject.js';

/** In which migration runners note what they applied. */
const OF_RUNNERS =
  /^(?:knex_migrations.*|pgmigrations|schema_migrations|ar_internal_metadata|django_migrations|_prisma_migrations|flyway_schema_history|alembic_version|databasechangelog.*|SequelizeMeta|SequelizeData|typeorm_metadata|migrations|mikro_orm_migrations|__drizzle_migrations|goose_db_version|kysely_migration.*)$/i;

/** Tables that are the app's own, with their columns in order: no partitions, and none of an extension. */
const TABLES = `
  select c.relname::text as name, coalesce(array_agg(a.attname::text order by a.attnum) filter (where a.attnum > 0 and not a.attisdropped), '{}') as columns
  from pg_class c join pg_namespace n on n.oid = c.relnamespace left join pg_attribute a on a.attrelid = c.oid
  where n.nspname = 'public' and c.relkind in ('r', 'p') and not c.relispartition
    and not exists (select 1 from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')
  group by c.relname order by c.relname`;

const USES = `
  select relname::text as name, (coalesce(seq_scan, 0) + coalesce(idx_scan, 0) + n_tup_ins + n_tup_upd + n_tup_del)::float8 as uses
  from pg_stat_user_tables where schemaname = 'public'`;

/** Scans and changes of each table so far, as far as sessions have told of them. */
export type TableUses = ReadonlyMap<string, number>;

/**
 * The tables of the migrated database that are to be broken.
 * @param named those that the description limits them to; undefined: all but those of migration runners
 * @throws ConfigError when one that is named is not there
 */
export async function tablesOf(database: ScenarioDatabase, { migrations }: Release, named: readonly string[] | undefined): Promise<LearnedTable[]> {
  const { rows } = (await database.admin(TABLES)) as { rows: LearnedTable[] };
  if (named) return tablesNamed(named, rows);
  return rows.filter(({ name }) => name !== migrations?.table && !OF_RUNNERS.test(name)).map(({ name, columns }) => ({ name, columns }));
}

function tablesNamed(named: readonly string[], rows: readonly LearnedTable[]): LearnedTable[] {
  const stray = named.find((name) => !rows.some((row) => row.name === name));
  if (stray !== undefined) throw new ConfigError(`postgres.tables: expected tables of the migrated database (${rows.map(({ name }) => name).join(', ') || 'none'}), found "${stray}"; correct it`);
  return rows.filter(({ name }) => named.includes(name)).map(({ name, columns }) => ({ name, columns }));
}

export async function usesOf(database: ScenarioDatabase): Promise<TableUses> {
  const { rows } = (await database.admin(USES)) as { rows: { name: string; uses: number }[] };
  return new Map(rows.map(({ name, uses }) => [name, uses]));
}

/** The tables with whether they were used between two looks; one that Postgres does not count is not told. Pure. */
export const withUse = (tables: readonly LearnedTable[], before: TableUses, after: TableUses): LearnedTable[] =>
  tables.map((table) => {
    const uses = after.get(table.name);
    return uses === undefined ? table : { ...table, used: uses > (before.get(table.name) ?? 0) };
  });
