import type { DatabaseFault } from '../../model/fault.js';
import { openTcpLink, type TcpLink } from '../../services/tcp-link.js';
import type { ScenarioDatabase } from '../databases.js';
import { DatabasesBench } from '../databases.testing.js';
import { until } from '../run-bench.testing.js';
import { bendUrl, isSettingFault, strikeDatabase } from './database.js';
import type { Struck } from './struck.js';

const fault = (operator: DatabaseFault['operator'], more: Partial<DatabaseFault> = {}): DatabaseFault => ({ kind: 'database', operator, onset: 'boot', ...more });

test.each<[DatabaseFault['operator'], string]>([
  ['wrong-password', 'postgres://app:not-the-password@127.0.0.1:6000/shop'],
  ['wrong-name', 'postgres://app:secret@127.0.0.1:6000/no_such_database'],
  ['wrong-port', 'postgres://app:secret@127.0.0.1:9/shop'],
  ['wrong-host', 'postgres://app:secret@no-such-host.invalid:6000/shop'],
  ['down', 'postgres://app:secret@127.0.0.1:6000/shop'],
])('%s in the setting', (operator, url) => {
  expect(bendUrl('postgres://app:secret@127.0.0.1:6000/shop', [fault(operator)])).toBe(url);
  expect(isSettingFault(fault(operator))).toBe(operator !== 'down');
});

describe('on a running server', () => {
  let bench: DatabasesBench;
  let database: ScenarioDatabase;
  let other: ScenarioDatabase;
  let link: TcpLink;
  let struck: Struck | undefined;
  beforeAll(async () => {
    bench = await DatabasesBench.open();
  });
  afterAll(() => bench?.close());
  beforeEach(async () => {
    [database, other] = await Promise.all([bench.clone(), bench.clone()]);
    link = await openTcpLink({ target: bench.postgres.address });
  });
  afterEach(async () => {
    await struck?.end();
    struck = undefined;
    await bench.closeClients();
    await link.close();
    await Promise.all([database.drop(), other.drop()]);
  });

  const strike = async (operator: DatabaseFault['operator'], more?: Partial<DatabaseFault>): Promise<Struck> => {
    struck = await strikeDatabase(fault(operator, more), link, database);
    return struck;
  };
  const read = (): Promise<number | string> => bench.attempt(database, 'select * from items', link.address);

  test.each<[DatabaseFault['operator'], Partial<DatabaseFault>, string, number | string]>([
    ['down', {}, 'select * from items', 'ECONNREFUSED'],
    ['reset', {}, 'select * from items', 'ECONNRESET'],
    ['cut', { bytes: 10 }, 'select * from items', 'ECONNRESET'],
    ['slow', { latencyMs: 5 }, 'select * from items', 1],
    ['read-only', {}, `insert into items values ('x')`, '25006'],
    ['read-only', {}, 'select * from items', 1],
    ['connections-exhausted', {}, 'select * from items', '53300'],
    ['password-rotated', {}, 'select * from items', '28P01'],
    ['table-missing', { table: 'items' }, 'select * from items', '42P01'],
  ])('%s %p: "%s" gives %s, for this scenario alone, until it ends', async (operator, more, sql, outcome) => {
    const on = await strike(operator, more);
    expect(await bench.attempt(database, sql, link.address)).toBe(outcome);
    expect(await on.evidence()).toMatchObject({ live: true });
    expect(await bench.attempt(other, sql)).toBe(1);
    await on.end();
    expect(await read()).toBe(1);
    expect(await on.evidence()).toMatchObject({ live: true, sentence: expect.stringContaining('ended') });
  });

  test('a hung database takes connections and answers none', async () => {
    const on = await strike('hung');
    const reading = read();
    const first = await Promise.race([reading, new Promise((resolve) => setTimeout(() => resolve('nothing yet'), 300))]);
    expect(first).toBe('nothing yet');
    await until('it is counted', () => link.counters().refusedWhile === 1);
    await on.end();
    expect(await reading).toBe(1);
  });

  test.each(['read-only', 'connections-exhausted'] as const)('%s ends the sessions that are open', async (operator) => {
    const client = await bench.connectTo(database, link.address);
    const lost = new Promise((resolve) => client.once('error', resolve));
    await strike(operator);
    expect(await lost).toMatchObject({ message: expect.stringMatching(/terminat/) });
  });

  test('a rotated password leaves open sessions open', async () => {
    const client = await bench.connectTo(database, link.address);
    await strike('password-rotated');
    expect((await client.query('select * from items')).rowCount).toBe(1);
    expect(await read()).toBe('28P01');
  });

  test('a rotated password ends the sessions that are open where it should', async () => {
    const client = await bench.connectTo(database, link.address);
    const lost = new Promise((resolve) => client.once('error', resolve));
    const on = await strike('password-rotated', { endSessions: true });
    expect(await lost).toMatchObject({ message: expect.stringMatching(/terminat/) });
    expect(await read()).toBe('28P01');
    await on.end();
    expect(await read()).toBe(1);
  });

  test('a dropped table is gone with what depends on it, for this scenario alone and for good', async () => {
    await database.admin('create view names as select name from items');
    const [first, second] = [await strike('table-dropped', { table: 'items' }), await strike('table-dropped', { table: 'items' })];
    expect([await read(), await bench.attempt(database, 'select * from names')]).toEqual(['42P01', '42P01']);
    expect(await bench.attempt(other, 'select * from items')).toBe(1);
    await Promise.all([first.end(), second.end()]);
    expect(await read()).toBe('42P01');
    const sentence = expect.not.stringContaining('ended') as string;
    expect(await first.evidence()).toEqual({ live: true, sentence });
  });

  test('a table that the app makes anew was dropped all the same', async () => {
    const on = await strike('table-dropped', { table: 'items' });
    await database.admin('create table items (name text)');
    expect(await on.evidence()).toMatchObject({ live: true });
  });

  test('a table that was spared is evidence against its drop', async () => {
    const spared = { ...database, admin: (sql: string) => database.admin(sql.startsWith('drop') ? 'select 1' : sql) } as ScenarioDatabase;
    expect(await (await strikeDatabase(fault('table-dropped', { table: 'items' }), link, spared)).evidence()).toMatchObject({ live: false });
  });

  test('no sentence for the journal holds the password', async () => {
    for (const operator of ['password-rotated', 'read-only', 'connections-exhausted'] as const) {
      const { sentence, end } = await strike(operator);
      expect(sentence).not.toContain(database.password);
      expect(sentence).toContain(database.role);
      await end();
    }
  });

  test('evidence sees when somebody has undone the fault', async () => {
    const missing = await strike('table-missing', { table: 'items' });
    await database.admin('alter table items_gone rename to items');
    expect(await missing.evidence()).toMatchObject({ live: false });
    const full = await strike('connections-exhausted');
    await database.admin(`alter role ${database.role} connection limit 5`);
    expect(await full.evidence()).toMatchObject({ live: false });
    const rotated = await strike('password-rotated');
    await database.admin(`alter role ${database.role} password '${database.password}'`);
    expect(await rotated.evidence()).toMatchObject({ live: false });
  });

  test('evidence sees a link that was bent otherwise meanwhile', async () => {
    const on = await strike('down');
    await link.bend({ mode: 'pass' });
    expect(await on.evidence()).toMatchObject({ live: false });
  });

  test('each instance of a fleet may strike the table that they share', async () => {
    const first = await strike('table-missing', { table: 'items' });
    const second = await strike('table-missing', { table: 'items' });
    expect(await read()).toBe('42P01');
    expect(await second.evidence()).toMatchObject({ live: true });
    await Promise.all([first.end(), second.end()]);
    expect(await read()).toBe(1);
  });

  test('a fault of the setting cannot strike', async () => {
    await expect(strike('wrong-port')).rejects.toThrow('cannot strike a running database');
  });
});
