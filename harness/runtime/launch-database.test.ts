import { get } from 'node:http';
import { clockOf, type Clock } from '../model/clock.js';
import type { DatabaseFault, Fault, MigrationFault } from '../model/fault.js';
import { SHOP_RELEASE } from '../model/release.testing.js';
import { planLaunch } from './carry-out/plan.js';
import { DatabasesBench } from './databases.testing.js';
import type { ScenarioDatabase } from './databases.js';
import type { Instance, InstanceEvent } from './instance.js';
import { launchInstance } from './launch.js';
import { until } from './run-bench.testing.js';
import { onlyCopy } from './working-copies.js';

/** An app that asks its database at each request, over a new connection, and says how that ended. */
const APP = `
  const pg = require(${JSON.stringify(require.resolve('pg'))});
  const ask = async (sql) => {
    const client = new pg.Client({ connectionString: process.env.DATABASE_URL, connectionTimeoutMillis: 10000 });
    client.on('error', () => undefined);
    try { await client.connect(); await client.query(sql); return 'fine'; } catch (error) { return error.code ?? error.message; } finally { client.end().catch(() => undefined); }
  };
  const server = require('node:http').createServer(async (request, answer) => answer.end(await ask('select name from items')));
  const begin = () => server.listen(Number(process.env.PORT));
  const first = process.env.LOCK ? 'select pg_advisory_lock(42)' : process.env.MIGRATES;
  if (first) ask(first).then(begin); else begin();
`;

let bench: DatabasesBench;
let database: ScenarioDatabase;
let clock: Clock;
let events: InstanceEvent[];
let instances: Instance[];
beforeAll(async () => {
  bench = await DatabasesBench.open();
});
afterAll(() => bench?.close());
beforeEach(async () => {
  [database, clock, events, instances] = [await bench.clone(), clockOf('fast'), [], []];
});
afterEach(async () => {
  clock.stop();
  await Promise.all(instances.map((instance) => instance.stop()));
  await database.drop();
});

type Body = Omit<DatabaseFault, 'kind'> | (MigrationFault & { kind: 'migration' });

async function launch(env: Record<string, string>, ...faults: Body[]): Promise<Instance> {
  const named = faults.map((fault) => ({ kind: 'database', ...fault, summary: fault.operator }) as Fault);
  const migrations = { folder: 'migrations', command: ['true'], skipWith: {}, table: 'Applied', advisoryLock: '42' };
  const folder = bench.bench.folderWith({ 'main.cjs': APP, 'migrations/0001_items.sql': '', 'migrations/0002_orders.sql': '' });
  const release = { ...SHOP_RELEASE, folder, command: ['node', 'main.cjs'], env, migrations };
  const plan = { ...planLaunch(release, [], release.healthCheck), release, faults: named };
  const instance = await launchInstance(bench.bench.runtime, {
    id: `i-${instances.length}`,
    privateAddress: '10.0.1.10',
    plan,
    clock,
    copy: onlyCopy(folder),
    database,
    postgres: bench.postgres,
    bootLimit: 30,
    onEvent: (event) => events.push(event),
  });
  instances.push(instance);
  return instance;
}

const types = (): string[] => events.map(({ type }) => type);
const seen = (type: string): Promise<void> => until(`${type}, not ${types().join()}`, () => types().includes(type));

/** What the app says of its database. */
const ask = (instance: Instance): Promise<string> =>
  new Promise((resolve, reject) => {
    get({ ...instance.addressOf(80), agent: false }, (answer) => {
      let text = '';
      answer.on('data', (chunk: Buffer) => (text += chunk.toString()));
      answer.on('end', () => resolve(text));
    }).on('error', reject);
  });

test('the app reaches its database over a link of its own, whose bytes are counted', async () => {
  const instance = await launch({});
  await seen('listening');
  const { linkBytes } = await instance.activity();
  expect(await ask(instance)).toBe('fine');
  expect((await instance.activity()).linkBytes).toBeGreaterThan(linkBytes);
  expect(new URL(instance.env.DATABASE_URL ?? '').port).not.toBe(String(bench.postgres.address.port));
});

test.each<[DatabaseFault['operator'], string]>([
  ['wrong-password', '28P01'],
  ['wrong-name', '3D000'],
  ['wrong-port', 'ECONNREFUSED'],
])('%s is in the setting of the app, and seen there', async (operator, outcome) => {
  const instance = await launch({}, { operator, onset: 'boot' });
  await seen('listening');
  expect(await ask(instance)).toBe(outcome);
  expect(await instance.evidence()).toMatchObject([{ fault: operator, live: true }]);
  expect(await bench.attempt(database, 'select 1')).toBe(1);
});

test('a fault that begins with the open port strikes then, and one of two instances has it alone', async () => {
  const [sick, well] = await Promise.all([launch({}, { operator: 'down', onset: 'listening' }), launch({})]);
  await seen('fault-struck');
  await until('the other listens', () => well.listening);
  expect([await ask(sick), await ask(well)]).toEqual(['ECONNREFUSED', 'fine']);
  expect(await sick.evidence()).toMatchObject([{ live: true }]);
});

test('a fault that waits for a passed check does not pass for one that struck', async () => {
  const instance = await launch({}, { operator: 'password-rotated', onset: 'passing' });
  await seen('listening');
  await instance.noteCheck(false);
  expect(await ask(instance)).toBe('fine');
  expect(await instance.evidence()).toMatchObject([{ live: false, sentence: 'it has not struck' }]);
  await instance.noteCheck(true);
  expect(await ask(instance)).toBe('28P01');
  expect(await instance.evidence()).toMatchObject([{ live: true }]);
});

test('a check that a proxy passes before the app has booted lets a fault strike that waits for it', async () => {
  const instance = await launch({ MIGRATES: 'select pg_sleep(600)' }, { operator: 'down', onset: 'passing' });
  await instance.noteCheck(false);
  expect(types()).not.toContain('fault-struck');
  await instance.noteCheck(true);
  expect([instance.listening, types().includes('fault-struck')]).toEqual([false, true]);
});

test('a fault lasts as long as it should, is undone, and is told as both', async () => {
  const instance = await launch({}, { operator: 'table-missing', table: 'items', onset: { seconds: 0.1 }, lasts: 0.7 });
  await seen('fault-struck');
  await seen('listening');
  await seen('fault-ended');
  expect(await ask(instance)).toBe('fine');
  expect(types().filter((type) => type.startsWith('fault'))).toEqual(['fault-struck', 'fault-ended']);
  expect(await instance.evidence()).toMatchObject([{ live: true, sentence: 'the fault was on and ended' }]);
});

test('what a stopped instance had struck is undone, for the next that uses the database', async () => {
  const instance = await launch({}, { operator: 'connections-exhausted', onset: 'boot' });
  await seen('listening');
  expect(await ask(instance)).toBe('53300');
  await instance.stop();
  expect(await bench.attempt(database, 'select * from items')).toBe(1);
});

test.each<[MigrationFault['operator'], readonly string[], readonly object[]]>([
  ['pending-last', ['0001_items'], [{ live: true, sentence: 'before the start Applied did not name 0002_orders.sql' }]],
  ['pending-last', ['0001_items', '0002_orders'], [{ live: false }]],
  ['fake-applied', ['0001_items.sql', '0002_orders.sql'], [{ live: true, sentence: 'before the start Applied named 0002_orders.sql' }]],
  ['fake-applied', ['0001_items', '0002_orders_later'], [{ live: false }]],
  // Nothing that can be read, so nothing is told.
  ['pending-last', ['1'], []],
])('%s where the runner noted %j is seen by that, as it was before anybody migrated', async (operator, names, evidence) => {
  await database.admin('create table "Applied" (id serial, name text, at timestamptz default now())');
  for (const name of names) await database.admin(`insert into "Applied" (name) values ('${name}')`);
  const first = await launch({}, { kind: 'migration', operator });
  await database.admin(`delete from "Applied" where name like '0002%'; insert into "Applied" (name) values ('0002_orders')`);
  const second = await launch({}, { kind: 'migration', operator });
  for (const instance of [first, second]) expect(await instance.evidence()).toMatchObject(evidence);
});

const NOTE = 'create table if not exists "Applied" (name text); insert into "Applied" values';
const ONE_THERE = `${NOTE} ('0001_items')`;

test.each<[string, MigrationFault['operator'], string, string, object]>([
  ['an empty database that stays empty', 'skip', '', '', { live: true, sentence: 'Applied notes no more migrations than before the start' }],
  ['tables that the app makes itself', 'skip', '', 'create table orders (name text)', { live: true }],
  ['an empty database that the start migrates', 'skip', '', `${NOTE} ('0001_items'), ('0002_orders')`, { live: false, sentence: expect.stringContaining('Applied notes 2 more rows than before') as string }],
  ['a start that notes it in another table than was described', 'skip', '', `create table versions (id int, file text); insert into versions values (1, '0001_items.sql')`, { live: false, sentence: expect.stringContaining('public.versions notes 1 more row than before') as string }],
  ['the last migration that stays away', 'skip-last', ONE_THERE, '', { live: true }],
  ['the last migration that the start runs', 'skip-last', ONE_THERE, `${NOTE} ('0002_orders')`, { live: false }],
  ['the schema of an older release, which stays', 'skip', ONE_THERE, '', { live: true }],
])('of skipped migrations is seen: %s', async (_, operator, before, MIGRATES, evidence) => {
  if (before !== '') await bench.attempt(database, before);
  const first = await launch({ MIGRATES }, { kind: 'migration', operator });
  await until('it listens', () => first.listening);
  // What the first of a fleet has done the second finds done, and is without the fault too.
  const second = await launch({}, { kind: 'migration', operator });
  for (const instance of [first, second]) expect(await instance.evidence()).toMatchObject([evidence]);
});

test('a table that is locked keeps nobody from being judged, and tells nothing', async () => {
  await bench.attempt(database, ONE_THERE);
  const instance = await launch({}, { kind: 'migration', operator: 'skip' });
  const holder = await database.connect();
  await holder.query('begin; lock table "Applied" in access exclusive mode');
  expect(await instance.evidence()).toEqual([]);
  await holder.end();
});

test('a fleet whose migrations wait for a lock starts when that is let go', async () => {
  const held: Body = { kind: 'migration', operator: 'lock-held', seconds: 5 };
  const fleet = await Promise.all([launch({ LOCK: '1' }, held), launch({ LOCK: '1' }, held)]);
  await until('an app waits for the lock', async () => /[1-9]\d* session.* wait for the lock/.test((await fleet[0]?.evidence())?.[0]?.sentence ?? ''));
  expect(types()).not.toContain('listening');
  await until('all listen', () => fleet.every(({ listening }) => listening));
  // Told once the lock's connection has closed, by when a quick app may listen already.
  await seen('fault-ended');
});
