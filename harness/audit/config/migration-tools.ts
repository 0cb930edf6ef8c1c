/** Tables in which the migration runners of many projects note what they applied, by a word of the command that runs them. */
const TABLES: readonly (readonly [RegExp, string])[] = [
  [/node-pg-migrate/, 'pgmigrations'],
  [/\bknex\b/, 'knex_migrations'],
  [/\bprisma\b/, '_prisma_migrations'],
  [/\bsequelize(?:-cli)?\b/, 'SequelizeMeta'],
  [/\btypeorm\b/, 'migrations'],
  [/\bmanage\.py\b|\bdjango-admin\b/, 'django_migrations'],
  [/\balembic\b|\bflask\b/, 'alembic_version'],
  [/\bflyway\b/, 'flyway_schema_history'],
  [/\bliquibase\b/, 'databasechangelog'],
  [/\bgoose\b/, 'goose_db_version'],
];

/** That of Rails, golang-migrate, dbmate and others. */
export const ANY_RUNNERS_TABLE = 'schema_migrations';

/** The table of the tool that a command names, else a guess. Pure. */
export const migrationTable = (command: readonly string[]): string => TABLES.find(([tool]) => tool.test(command.join(' ')))?.[1] ?? ANY_RUNNERS_TABLE;
