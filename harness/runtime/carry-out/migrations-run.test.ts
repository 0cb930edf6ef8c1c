import { cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Fault, MigrationFault } from '../../model/fault.js';
import type { Release } from '../../model/release.js';
import { SHOP_RELEASE } from '../../model/release.testing.js';
import { DatabasesBench } from '../databases.testing.js';
import type { ScenarioDatabase } from '../databases.js';
import { unprivileged } from '../embedded/identity.js';
import { copyTree, editFiles, seenEdits } from '../working-copy.js';
import { planMigrations } from './migrations.js';

/** A runner as releases have them: each file in a transaction of its own, noted when it was applied. */
const RUNNER = `
  const { readdirSync, readFileSync } = require('node:fs');
  const pg = require(${JSON.stringify(require.resolve('pg'))});
  (async () => {
    const client = new pg.Client({ connectionString: process.env.DATABASE_URL });
    await client.connect();
    await client.query('create table if not exists applied (name text)');
    const { rows } = await client.query('select name from applied');
    for (const name of readdirSync('migrations').filter((name) => !rows.some((row) => row.name === name)).sort()) {
      try {
        await client.query('begin;' + readFileSync('migrations/' + name, 'utf8') + ";insert into applied values ('" + name + "'); commit;");
      } catch (error) { console.log(name + ': ' + error.message); process.exit(1); }
    }
    await client.end();
  })();
`;

let bench: DatabasesBench;
let release: Release;
let database: ScenarioDatabase;
beforeAll(async () => {
  bench = await DatabasesBench.open();
  const folder = bench.bench.folderWith({ 'migrate.js': RUNNER });
  mkdirSync(join(folder, 'migrations'));
  cpSync(join(__dirname, '../../../app/migrations'), join(folder, 'migrations'), { recursive: true });
  release = { ...SHOP_RELEASE, folder };
});
afterAll(() => bench?.close());
beforeEach(async () => {
  database = await bench.databases.clone(await bench.databases.template('empty', () => Promise.resolve()));
});
afterEach(() => database.drop());

/** Migrates in a working copy with a fault, from nothing; returns how that ended. */
async function migrate(body?: Omit<MigrationFault, 'kind'>): Promise<{ code: number | null; lines: string[]; applied: string[] }> {
  const faults: Fault[] = body ? [{ kind: 'migration', ...body, summary: body.operator }] : [];
  const { edits } = planMigrations(release, faults);
  const folder = join(bench.bench.run.makeFolder('copies'), database.name);
  await copyTree(release.folder, folder, { linkDependencies: false, owner: unprivileged('app') });
  await editFiles(folder, edits);
  const spec = bench.bench.specOf('', { command: ['node', 'migrate.js'], folder, env: { DATABASE_URL: database.urlAt(bench.postgres.address) } });
  const { code } = await (await bench.bench.runtime.startProcess(spec)).exited;
  expect((await seenEdits(folder, edits)).every(({ live }) => live)).toBe(true);
  const { rows } = await database.admin('select name from applied order by name');
  return { code, lines: spec.lines, applied: rows.map(({ name }: { name: string }) => name) };
}

const ALL = ['0001_items.sql', '0002_orders.sql', '0003_item_stock.sql', '0004_reviews.sql'];

test('without a fault all migrations of the release are applied', async () => {
  expect(await migrate()).toEqual({ code: 0, lines: [], applied: ALL });
});

test('SQL that fails leaves what came before it', async () => {
  expect(await migrate({ operator: 'failing' })).toEqual({
    code: 1,
    lines: ['0005_failing.sql: relation "no_such_table" does not exist'],
    applied: ALL,
  });
});

test('a migration that fails halfway leaves its first half, though the runner noted nothing', async () => {
  const { code, applied } = await migrate({ operator: 'half-applied', sql: 'alter table items rename column price_cents to price' });
  expect([code, applied]).toEqual([1, ALL]);
  const { rows } = await database.admin(`select column_name as name from information_schema.columns where table_name = 'items' and column_name like 'price%'`);
  expect(rows).toEqual([{ name: 'price' }]);
});

test.each([
  ['slow', '0005_slow.sql'],
  ['lock-held', '0005_waiting.sql'],
] as const)('%s gives the runner one more migration, which passes', async (operator, added) => {
  expect(await migrate({ operator, seconds: 0.05 })).toEqual({ code: 0, lines: [], applied: [...ALL, added] });
});

test('a release older than the schema lacks its last file', async () => {
  expect((await migrate({ operator: 'schema-ahead' })).applied).toEqual(ALL.slice(0, -1));
});
