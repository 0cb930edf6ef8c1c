import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { SHOP_RELEASE } from '../../model/release.testing.js';
import { MigrationsBench } from '../../runner/migrations-bench.testing.js';

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

let bench: MigrationsBench;
beforeAll(async () => {
  bench = await MigrationsBench.open((run) => {
    const folder = run.folderWith({ 'migrate.js': RUNNER });
    cpSync(join(__dirname, '../../../app/migrations'), join(folder, 'migrations'), { recursive: true });
    return { ...SHOP_RELEASE, folder };
  }, 'select name from applied');
});
afterAll(() => bench?.close());

const ALL = ['0001_items.sql', '0002_orders.sql', '0003_item_stock.sql', '0004_reviews.sql'];
const REVIEWS = `select to_regclass('reviews')::text as reviews`;

test('without a fault all migrations of the release are there', async () => {
  const migrated = await bench.migrate();
  expect(migrated).toMatchObject({ code: 0, lines: [], applied: ALL });
  expect(await migrated.rows(REVIEWS)).toEqual([{ reviews: 'reviews' }]);
});

test('SQL that fails leaves what came before it', async () => {
  expect(await bench.migrate({ operator: 'failing' })).toMatchObject({
    code: 1,
    lines: ['0005_failing.sql: relation "no_such_table" does not exist'],
    applied: ALL,
  });
});

test('a migration that fails halfway leaves its first half, though the runner noted nothing', async () => {
  const { code, applied, rows } = await bench.migrate({ operator: 'half-applied', sql: 'alter table items rename column price_cents to price' });
  expect([code, applied]).toEqual([1, ALL]);
  expect(await rows(`select column_name as name from information_schema.columns where table_name = 'items' and column_name like 'price%'`)).toEqual([{ name: 'price' }]);
});

test.each([
  ['slow', '0005_slow.sql'],
  ['lock-held', '0005_waiting.sql'],
] as const)('%s gives the runner one more migration, which passes', async (operator, added) => {
  expect(await bench.migrate({ operator, seconds: 0.05 })).toMatchObject({ code: 0, lines: [], applied: [...ALL, added] });
});

test('migrations that several faults add are applied in the order of the faults', async () => {
  const faults = [{ operator: 'further', sql: 'create table later (id int)' }, { operator: 'failing', sql: 'insert into later values (null); select 1/0' }] as const;
  expect(await bench.migrate(...faults)).toMatchObject({ code: 1, lines: ['0006_failing.sql: division by zero'], applied: [...ALL, '0005_further.sql'] });
});

test('a release older than the schema lacks its last file', async () => {
  expect(await bench.migrate({ operator: 'schema-ahead' })).toMatchObject({ code: 0, lines: [], applied: ALL });
});

test('a schema before the last migration gets that one from a canary that migrates after all', async () => {
  const { applied, rows } = await bench.migrate({ operator: 'skip-last' });
  expect([applied, await rows(REVIEWS)]).toEqual([ALL, [{ reviews: 'reviews' }]]);
});

test('a migration that is noted and was not run leaves the runner nothing to do, and the schema without it', async () => {
  const migrated = await bench.migrate({ operator: 'fake-applied' });
  expect(migrated).toMatchObject({ code: 0, lines: [], applied: ALL });
  expect(await migrated.rows(REVIEWS)).toEqual([{ reviews: null }]);
});
