import { MigrationsBench } from '../../runner/migrations-bench.testing.js';
import { describeWithDjango, djangoRelease, ONE_MIGRATION, TWO_MIGRATIONS } from './django.testing.js';

const NOTED = `select name from django_migrations where app = 'shop'`;
const ALL = ['0001_items', '0002_orders'];
const ORDERS = `select to_regclass('orders')::text as orders`;

describeWithDjango("Django's migrate", () => {
  let bench: MigrationsBench;
  beforeAll(async () => {
    bench = await MigrationsBench.open((run) => djangoRelease(run, TWO_MIGRATIONS), NOTED);
  });
  afterAll(() => bench?.close());

  test('finds nothing to do without a fault', async () => {
    const migrated = await bench.migrate();
    expect(migrated).toMatchObject({ code: 0, applied: ALL, lines: expect.arrayContaining([expect.stringContaining('No migrations to apply')]) as unknown });
    expect(await migrated.rows(ORDERS)).toEqual([{ orders: 'orders' }]);
  });

  test('applies a further migration, whatever its SQL holds', async () => {
    const said = `it's "100 %" \\n %s é 🫖`;
    const { code, applied, rows } = await bench.migrate({ operator: 'further', sql: `create table notes (said text);\ninsert into notes values ('${said.replaceAll("'", "''")}')` });
    expect([code, applied]).toEqual([0, [...ALL, '0003_further']]);
    expect(await rows('select said from notes')).toEqual([{ said }]);
  });

  test('stops at one that fails, and takes back what that did', async () => {
    const migrated = await bench.migrate({ operator: 'failing', sql: 'create table lost (id int); select * from no_such_table' });
    expect(migrated).toMatchObject({ code: 1, applied: ALL });
    expect(migrated.lines).toEqual(expect.arrayContaining(['django.db.utils.ProgrammingError: relation "no_such_table" does not exist', expect.stringContaining('Applying shop.0003_failing...')]));
    expect(await migrated.rows(`select to_regclass('lost')::text as lost`)).toEqual([{ lost: null }]);
  });

  test('leaves the first half of one that fails halfway, and notes nothing', async () => {
    const { code, applied, rows } = await bench.migrate({ operator: 'half-applied', sql: 'alter table items rename column price_cents to price' });
    expect([code, applied]).toEqual([1, ALL]);
    expect(await rows(`select column_name as name from information_schema.columns where table_name = 'items' and column_name like 'price%'`)).toEqual([{ name: 'price' }]);
  });

  test.each([
    ['slow', '0003_slow'],
    ['lock-held', '0003_waiting'],
  ] as const)('%s gives it one more migration, which passes', async (operator, added) => {
    expect(await bench.migrate({ operator, seconds: 0.05 })).toMatchObject({ code: 0, applied: [...ALL, added] });
  });

  test('applies what several faults add in their order, not as two that conflict', async () => {
    expect(await bench.migrate({ operator: 'further', sql: 'select 1' }, { operator: 'slow', seconds: 0.05 })).toMatchObject({ code: 0, applied: [...ALL, '0003_further', '0004_slow'] });
  });

  test('refuses two that branch off at the same place', async () => {
    const { code, applied, lines } = await bench.migrate({ operator: 'conflicting' });
    expect([code, applied]).toEqual([1, ALL]);
    expect(lines.join('\n')).toMatch(/Conflicting migrations detected; multiple leaf nodes in the migration graph: \(0002_orders, 0003_conflicting in shop\)/);
  });

  test('passes with a schema that is newer than the release, and applies what is further than both', async () => {
    expect(await bench.migrate({ operator: 'schema-ahead' })).toMatchObject({ code: 0, applied: ALL });
    expect(await bench.migrate({ operator: 'further', sql: 'select 1' }, { operator: 'schema-ahead' })).toMatchObject({ code: 0, applied: [...ALL, '0003_further'] });
  });

  test('brings a schema from before the last migration up to date', async () => {
    const migrated = await bench.migrate({ operator: 'skip-last' });
    expect(migrated.lines.filter((line) => line.includes('Applying'))).toEqual([expect.stringContaining('shop.0002_orders')]);
    expect(await migrated.rows(ORDERS)).toEqual([{ orders: 'orders' }]);
  });

  test('finds nothing to do where the last migration is noted and was not run', async () => {
    const migrated = await bench.migrate({ operator: 'fake-applied' });
    expect(migrated).toMatchObject({ code: 0, applied: ALL });
    expect(migrated.lines.filter((line) => line.includes('Applying'))).toEqual([]);
    expect(await migrated.rows(ORDERS)).toEqual([{ orders: null }]);
  });
});

describeWithDjango('with a single migration', () => {
  let bench: MigrationsBench;
  beforeAll(async () => {
    bench = await MigrationsBench.open((run) => djangoRelease(run, ONE_MIGRATION), NOTED);
  });
  afterAll(() => bench?.close());

  test('two conflict that come after none', async () => {
    const { code, lines } = await bench.migrate({ operator: 'conflicting' });
    expect([code, lines.join('\n')]).toEqual([1, expect.stringContaining('(0001_items, 0002_conflicting in shop)')]);
  });

  test('a schema without it is empty, noted or not', async () => {
    const items = `select to_regclass('items')::text as items`;
    const faked = await bench.migrate({ operator: 'fake-applied' });
    expect([faked.applied, await faked.rows(items)]).toEqual([['0001_items'], [{ items: null }]]);
  });
});
