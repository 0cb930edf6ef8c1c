import type { ScenarioDatabase } from '../databases.js';
import { DatabasesBench } from '../databases.testing.js';
import { until } from '../run-bench.testing.js';
import type { Struck } from './struck.js';
import { holdMigrationLock } from './migration-lock.js';

let bench: DatabasesBench;
let database: ScenarioDatabase;
let held: Struck[];
beforeAll(async () => {
  bench = await DatabasesBench.open();
});
afterAll(() => bench?.close());
beforeEach(async () => {
  [database, held] = [await bench.clone(), []];
});
afterEach(async () => {
  await Promise.all(held.map((struck) => struck.end()));
  await bench.closeClients();
  await database.drop();
});

const migrations = { folder: 'migrations', command: [], skipWith: {}, table: 'items' };
const hold = async (advisoryLock?: string): Promise<Struck> => {
  const struck = await holdMigrationLock(database, { ...migrations, ...(advisoryLock ? { advisoryLock } : {}) });
  held.push(struck);
  return struck;
};

test.each([
  ['the advisory lock that the release names', '7241865325823964', 'select pg_advisory_lock(7241865325823964)'],
  ['the table in which the runner notes what it applied', undefined, 'select * from items'],
])('an app waits for %s until it is let go', async (_, key, sql) => {
  const struck = await hold(key);
  expect(await struck.evidence()).toEqual({ live: true, sentence: 'the lock is held, 0 session(s) of the app wait for the lock' });
  const app = await bench.connectTo(database);
  let through = false;
  const waiting = app.query(sql).then(() => (through = true));
  await until('the app waits', async () => (await struck.evidence()).sentence === 'the lock is held, 1 session(s) of the app wait for the lock');
  expect(through).toBe(false);
  await struck.end();
  await waiting;
  expect(await struck.evidence()).toEqual({ live: true, sentence: 'the lock was held and let go' });
});

test('a runner that gives up has met the lock', async () => {
  const struck = await hold('42');
  expect((await bench.connectTo(database).then((app) => app.query('select pg_try_advisory_lock(42) as taken'))).rows).toEqual([{ taken: false }]);
  expect(await struck.evidence()).toMatchObject({ live: true });
});

test('a lock whose session was ended by others holds nothing', async () => {
  const struck = await hold('42');
  await database.admin(`select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and granted and database = (select oid from pg_database where datname = current_database())`);
  await until('it is gone', async () => !(await struck.evidence()).live);
});

test('the lock of one scenario holds up no other', async () => {
  await hold('42');
  const other = await bench.clone();
  expect(await bench.attempt(other, 'select pg_advisory_lock(42)')).toBe(1);
  await other.drop();
});

test('the instances of a fleet meet one and the same holder', async () => {
  const [first, second] = await Promise.all([hold('42'), hold('42')]);
  const app = await bench.connectTo(database);
  const waiting = app.query('select pg_advisory_lock(42)');
  await until('the app waits', async () => (await second?.evidence())?.sentence.includes('1 session(s)') === true);
  await first?.end();
  await second?.end();
  await waiting;
});
