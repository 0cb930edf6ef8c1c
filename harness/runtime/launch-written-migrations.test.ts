import { clockOf, type Clock } from '../model/clock.js';
import type { Fault, MigrationFault } from '../model/fault.js';
import type { Release } from '../model/release.js';
import { SHOP_RELEASE } from '../model/release.testing.js';
import { planLaunch } from './carry-out/plan.js';
import { observeSent, sentTo } from './carry-out/sent-migrations.js';
import { DatabasesBench } from './databases.testing.js';
import type { ScenarioDatabase } from './databases.js';
import type { Instance } from './instance.js';
import { launchInstance } from './launch.js';
import { until } from './run-bench.testing.js';
import { onlyCopy } from './working-copies.js';

/** Migrates in one of several ways, or not at all, then listens. */
const APP = `
  const { readdirSync, readFileSync } = require('node:fs');
  const pg = require(${JSON.stringify(require.resolve('pg'))});
  const { hostname, port } = new URL(process.env.DATABASE_URL);
  const ways = {
    async applies() {
      const client = new pg.Client({ connectionString: process.env.DATABASE_URL });
      await client.connect();
      await client.query('create table if not exists applied (name text)');
      const { rows } = await client.query('select name from applied');
      for (const name of readdirSync('migrations').filter((name) => !rows.some((row) => row.name === name)).sort()) {
        await client.query('begin;' + readFileSync('migrations/' + name, 'utf8') + ";insert into applied values ('" + name + "'); commit;").catch((error) => console.log(error.message));
      }
      await client.end();
    },
    encrypts: () => new Promise((resolve) => {
      const socket = require('node:net').connect(Number(port), hostname, () => socket.write(Buffer.from('0000000804d2162f', 'hex')));
      socket.once('data', () => socket.end(Buffer.from('16030100', 'hex')));
      socket.once('close', resolve).on('error', () => undefined);
    }),
    reads: async () => console.log('in conflict: ' + readdirSync('migrations').join()),
    nothing: async () => undefined,
  };
  ways[process.env.WAY]().then(() => require('node:http').createServer((request, answer) => answer.end()).listen(Number(process.env.PORT)));
`;

let bench: DatabasesBench;
let database: ScenarioDatabase;
let clock: Clock;
let instances: Instance[];
beforeAll(async () => {
  bench = await DatabasesBench.open();
});
afterAll(() => bench?.close());
beforeEach(async () => {
  [database, clock, instances] = [await bench.clone(), clockOf('fast'), []];
});
afterEach(async () => {
  clock.stop();
  await Promise.all(instances.map((instance) => instance.stop()));
  await database.drop();
});

type Way = 'applies' | 'encrypts' | 'reads' | 'nothing';

/** An instance with these faults that listens. */
async function launch(WAY: Way, faults: readonly Omit<Fault, 'summary'>[], { skipWith = { WAY: 'nothing' }, ...migrations }: Partial<NonNullable<Release['migrations']>> = {}): Promise<Instance> {
  const last = typeof migrations.format === 'object' ? '0002_orders.py' : '0002_orders.sql';
  const folder = bench.bench.folderWith({ 'main.cjs': APP, 'migrations/0001_items.sql': 'select 1;', [`migrations/${last}`]: 'select 1;' });
  const release: Release = { ...SHOP_RELEASE, folder, command: ['node', 'main.cjs'], env: { WAY }, migrations: { folder: 'migrations', command: ['true'], skipWith, ...migrations } };
  const plan = planLaunch(release, faults.map((fault) => ({ ...fault, summary: fault.operator }) as Fault), release.healthCheck);
  const instance = await launchInstance(bench.bench.runtime, {
    id: `i-${instances.length}`,
    privateAddress: '10.0.1.10',
    plan,
    clock,
    copy: onlyCopy(folder),
    database,
    postgres: bench.postgres,
    bootLimit: 30,
    onEvent: () => undefined,
  });
  instances.push(instance);
  await until('it listens', () => instance.listening);
  return instance;
}

/** What is told of the added migration, beside that its file is there. */
const told = async (instance: Instance | undefined): Promise<unknown> => (await instance?.evidence())?.filter(({ sentence }) => /sent to/.test(sentence));
const never = (live: boolean, why: string): object[] => [{ live, sentence: expect.stringContaining(`0003_failing.sql was never sent to the database${why}`) as string }];

const fault = (operator: MigrationFault['operator'], sql?: string): Omit<Fault, 'summary'> => ({ kind: 'migration', operator, ...(sql === undefined ? {} : { sql }) }) as Omit<Fault, 'summary'>;
const FAILING = [fault('failing')];

test.each<[MigrationFault['operator'], string]>([
  ['further', '0003_further.sql'],
  ['failing', '0003_failing.sql'],
  ['half-applied', '0003_half_applied.sql'],
])('a %s migration is seen on its way to the database', async (operator, file) => {
  const instance = await launch('applies', [fault(operator, operator === 'failing' ? undefined : 'create table more (id int)')]);
  expect(await told(instance)).toMatchObject([{ fault: operator, live: true, sentence: `${file} was sent to the database` }]);
});

test('of several each is looked for by itself', async () => {
  const instance = await launch('applies', [fault('further', 'select 1'), fault('further', 'select 1')]);
  expect(await told(instance)).toMatchObject([{ sentence: '0003_further.sql was sent to the database' }, { sentence: '0004_further.sql was sent to the database' }]);
});

test('what one instance applied the next finds applied, and the fault was met by both', async () => {
  for (const way of ['applies', 'applies', 'nothing'] as const) await launch(way, [fault('further', 'create table more (id int)')]);
  for (const instance of instances) expect(await told(instance)).toMatchObject([{ live: true, sentence: '0003_further.sql was sent to the database' }]);
});

test('a start that does not migrate has not met the fault, though it is said to migrate', async () => {
  expect(await told(await launch('nothing', FAILING))).toMatchObject(never(false, ', though the start of the release is taken to migrate'));
});

test.each<[string, Omit<Fault, 'summary'>[], object, string]>([
  ['it is known not to migrate', FAILING, { skipWith: {} }, ': the start of the release does not migrate'],
  ['another fault may have kept the start from it', [...FAILING, { kind: 'env', operator: 'set', key: 'A', value: 'b' } as Omit<Fault, 'summary'>], {}, '; another fault is there'],
])('nothing is made of a migration that was not sent where %s', async (_, faults, migrations, why) => {
  expect(await told(await launch('nothing', faults, migrations))).toMatchObject(never(true, why));
});

test('nothing is made of it either where the app encrypts what it sends', async () => {
  const sentence = 'whether 0003_failing.sql was sent to the database cannot be seen: the app encrypts what it sends';
  expect(await told(await launch('encrypts', FAILING))).toMatchObject([{ live: true, sentence }]);
});

test.each<[Way, string]>([
  ['reads', 'the log names 0003_conflicting, of which nothing is sent to the database'],
  ['nothing', 'nothing in the log names 0003_conflicting, of which nothing is sent to the database'],
])('of a conflict nothing is sent; that its file is there is the fault, whether an app %s', async (way, sentence) => {
  const instance = await launch(way, [fault('conflicting')], { format: { django: 'shop' } });
  if (way === 'reads') await until('it has logged the file', () => instance.logs.last(instance.logs.written).some(({ line }) => line.includes('0003_conflicting')));
  expect(await told(instance)).toMatchObject([{ live: true, sentence }]);
});

test.each<[string, string, object]>([
  ['left to be run', '0001_items', { live: true, sentence: 'before the start applied did not name 0002_orders.sql' }],
  ['not, since it was run before', `0001_items'), ('0002_orders`, { live: false, sentence: 'before the start applied named 0002_orders.sql' }],
])('where none can be written the last one of the release fails, which is %s', async (_, names, evidence) => {
  await bench.attempt(database, `create table applied (name text); insert into applied values ('${names}')`);
  const instance = await launch('nothing', FAILING, { format: 'files', table: 'applied' });
  expect((await instance.evidence()).filter(({ sentence }) => sentence.includes('before the start'))).toMatchObject([evidence]);
});

test('a mark is found wherever the bytes are cut, and over one connection alone', () => {
  const written = [{ fault: { ...FAILING[0], summary: '' } as Fault, file: '0003_failing.sql', mark: 'canarybed failing 1' }];
  const statement = Buffer.from('Q.../* canarybed failing 1 */ select 1');
  for (let cut = 1; cut < statement.length; cut += 1) {
    sentTo(database).marks.clear();
    const [one, other] = [observeSent({ written }, database), observeSent({ written }, database)].map(({ observe }) => observe?.());
    one?.(statement.subarray(0, cut));
    other?.(statement.subarray(cut));
    const isWhole = statement.subarray(0, cut).includes('failing 1') || statement.subarray(cut).includes('canarybed failing 1');
    expect([cut, ...sentTo(database).marks]).toEqual(isWhole ? [cut, 'canarybed failing 1'] : [cut]);
    one?.(statement.subarray(cut));
    expect([cut, ...sentTo(database).marks]).toEqual([cut, 'canarybed failing 1']);
  }
  expect(observeSent({ written: [] }, database)).toEqual({});
});
