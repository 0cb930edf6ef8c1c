import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { BuiltShop } from './built-shop.testing.js';
import type { Program } from './built-shop.testing.js';
import { TestPostgres } from './postgres.testing.js';
import { ENOUGH } from './shop.testing.js';
import { until } from './until.testing.js';

const ALL = ['0001_items', '0002_orders', '0003_item_stock', '0004_reviews'];
let root: string;
let postgres: TestPostgres;
let shop: BuiltShop;
let database: string;
let programs: Program[] = [];
let made = 0;

beforeAll(async () => {
  [postgres, shop] = await Promise.all([TestPostgres.start(), BuiltShop.build()]);
});
afterAll(async () => {
  shop?.remove();
  await postgres?.stop();
});
beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'shop-migrations-'));
  cpSync(join(__dirname, 'migrations'), join(root, 'migrations'), { recursive: true });
  database = `migrated_${(made += 1)}`;
  await postgres.run(`CREATE DATABASE ${database}`);
});
afterEach(async () => {
  await Promise.all(programs.map((program) => program.kill()));
  programs = [];
  rmSync(root, { recursive: true, force: true });
});

const writeMigration = (name: string, sql: string): void => writeFileSync(join(root, 'migrations', name), sql);

function migrate(variables: Record<string, string> = {}): Program {
  const program = shop.run('migrate.js', { ...ENOUGH, DATABASE_URL: postgres.url(database), APP_ROOT: root, ...variables });
  programs.push(program);
  return program;
}
const applied = async (): Promise<string[]> =>
  (await postgres.run<{ name: string }>('SELECT name FROM pgmigrations ORDER BY id', database)).map(({ name }) => name);
const upToDate = (program: Program): unknown => program.line('migrations are up to date')?.['applied'];

test('the migrations are applied once, in order, and a run with nothing to do needs no lock', async () => {
  const first = migrate();
  expect([await first.ends(), upToDate(first), await applied()]).toEqual([0, ALL, ALL]);
  await withLock(async () => {
    const second = migrate();
    expect([await second.ends(), upToDate(second)]).toEqual([0, []]);
  });
});

test('two runs at once wait for the lock, and apply each migration once', async () => {
  const both = await withLock(async () => {
    const runs = [migrate(), migrate()];
    await until(async () => (await waiting()) === 2 || runs.some(({ code }) => code !== undefined), 'both wait');
    expect(runs.map(({ code }) => code)).toEqual([undefined, undefined]);
    return runs;
  });
  expect(await Promise.all(both.map((run) => run.ends()))).toEqual([0, 0]);
  expect(await applied()).toEqual(ALL);
  expect(both.flatMap((run) => upToDate(run) as string[]).sort()).toEqual(ALL);
});

test('SQL that fails names its file, takes its own back and stops there', async () => {
  writeMigration('0005_half.sql', 'CREATE TABLE half (id integer); SELECT nothing FROM nowhere');
  writeMigration('0006_never.sql', 'CREATE TABLE never (id integer)');
  const run = migrate();
  expect(await run.ends()).toBe(1);
  expect(run.line('migration 0005_half.sql failed: relation "nowhere" does not exist (42P01)')).toMatchObject({
    level: 'error', file: '0005_half.sql', code: '42P01',
  });
  expect(await applied()).toEqual(ALL);
  expect(await postgres.run(`SELECT to_regclass('half') AS half, to_regclass('never') AS never`, database)).toEqual([{ half: null, never: null }]);
});

test('a failed migration that was mended is applied by the next run', async () => {
  writeMigration('0005_next.sql', 'SELECT broken');
  expect(await migrate().ends()).toBe(1);
  writeMigration('0005_next.sql', 'CREATE TABLE next (id integer)');
  const run = migrate();
  expect([await run.ends(), upToDate(run)]).toEqual([0, ['0005_next']]);
});

test('a database that cannot be had is an error without a file, and without the password', async () => {
  const run = migrate({ DATABASE_URL: postgres.url(database, 'postgres:not-this-pw') });
  expect(await run.ends()).toBe(1);
  expect(run.lines).toEqual([expect.objectContaining({
    level: 'error', code: '28P01', msg: 'migrating failed: password authentication failed for user "postgres" (28P01)',
  })]);
  expect(run.lines[0]).not.toHaveProperty('file');
  expect(run.stdout + run.stderr).not.toContain('not-this-pw');
});

test('a run without its settings says what is missing', async () => {
  const run = migrate({ DATABASE_URL: '' });
  expect(await run.ends()).toBe(1);
  expect(run.stderr).toBe('setting DATABASE_URL is empty in the process environment: it needs a value\n');
});

async function withLock<T>(work: () => Promise<T>): Promise<T> {
  const holder = new pg.Client({ connectionString: postgres.url(database) });
  await holder.connect();
  try {
    // The number is the one of node-pg-migrate.
    await holder.query('SELECT pg_advisory_lock(7241865325823964)');
    return await work();
  } finally {
    await holder.end();
  }
}

async function waiting(): Promise<number> {
  const [row] = await postgres.run<{ count: number }>(
    `SELECT count(*)::integer AS count FROM pg_locks JOIN pg_stat_activity USING (pid)
     WHERE locktype = 'advisory' AND NOT granted AND application_name = 'shop migrations'`,
    database,
  );
  return row?.count ?? 0;
}
