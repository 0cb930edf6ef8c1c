import { wallNow, wallSleep } from '../model/wall-clock.js';
import { LinkBench, until, type Client, type Database } from './link-bench.testing.js';
import type { TcpLink } from './tcp-link.js';

let bench: LinkBench;
let database: Database;
let link: TcpLink;
const dial = (): Client => bench.dial();
const talking = (): Promise<Client> => bench.talking();

beforeEach(async () => {
  bench = await LinkBench.open();
  ({ database, link } = bench);
});
afterEach(() => bench.close());

describe('a link that resets', () => {
  test('resets what is open and what is new, and counts both', async () => {
    const old = await talking();
    await link.bend({ mode: 'reset' });
    await old.ends('ECONNRESET');
    await dial().ends('ECONNRESET');
    await until(() => link.counters().open === 0, () => 'no connection open');
    expect(link.counters()).toMatchObject({ connections: 2, refusedWhile: 2 });
  });
});

describe('a link that swallows', () => {
  test('keeps connections open, passes nothing, and delivers everything in order afterwards', async () => {
    const old = await talking();
    await link.bend({ mode: 'blackhole' });
    old.socket.write(' one');
    database.sockets[0]?.write(' two');
    const fresh = dial();
    fresh.socket.write('new');
    await until(() => link.counters().connections === 2, () => 'new connection accepted');
    await wallSleep(0.05);
    expect([old.text, old.outcome, fresh.text, fresh.outcome]).toEqual(['hello', '', '', '']);
    expect(database.sockets).toHaveLength(1);
    expect(link.counters()).toMatchObject({ open: 2, bytesToServer: 5, bytesToClient: 5, refusedWhile: 2 });

    await link.bend({ mode: 'pass' });
    await old.says('hello two one');
    await fresh.says('new');
  });

  test('tells nobody that the other side has gone until it passes again', async () => {
    const old = await talking();
    await link.bend({ mode: 'blackhole' });
    database.sockets[0]?.resetAndDestroy();
    await wallSleep(0.05);
    expect(old.outcome).toBe('');
    await link.bend({ mode: 'pass' });
    await old.ends('ECONNRESET');
  });

  test('forgets clients that give up before the database was dialled', async () => {
    await link.bend({ mode: 'blackhole' });
    const client = dial();
    client.socket.write('anyone?');
    await until(() => link.counters().open === 1, () => 'connection swallowed');
    client.socket.end();
    await until(() => link.counters().open === 0, () => 'connection forgotten');
    await link.bend({ mode: 'pass' });
    expect(database.sockets).toHaveLength(0);
  });

  test('makes a sender wait that writes without end', async () => {
    const client = await talking();
    await link.bend({ mode: 'blackhole' });
    client.socket.write(Buffer.alloc(64 * 1024 * 1024));
    await wallSleep(0.1);
    expect(client.socket.writableLength).toBeGreaterThan(0);
    expect(link.counters().bytesToServer).toBe(5);
  });
});

describe('a slow link', () => {
  test('delays each direction, keeps the order, and lets go when it passes again', async () => {
    const client = await talking();
    await link.bend({ mode: 'latency', ms: 60 });
    const start = wallNow();
    client.socket.write('1');
    await until(() => link.counters().bytesToServer === 6, () => 'first chunk at the database');
    client.socket.write('2');
    await client.says('hello12');
    expect(wallNow() - start).toBeGreaterThanOrEqual(0.12);

    await link.bend({ mode: 'latency', ms: 60_000 });
    client.socket.write('3');
    client.socket.end('4');
    await link.bend({ mode: 'pass' });
    await client.says('hello1234bye');
    await client.ends('end');
  });

  test('is not a narrow one', async () => {
    const client = await talking();
    await link.bend({ mode: 'latency', ms: 50 });
    const start = wallNow();
    client.socket.write('x'.repeat(4 * 1024 * 1024));
    await until(() => client.text.length === 5 + 4 * 1024 * 1024, () => 'all bytes back');
    expect(wallNow() - start).toBeLessThan(3);
  });
});

describe('a link that cuts', () => {
  test('lets exactly so many bytes to the client, then resets', async () => {
    const client = await talking();
    await link.bend({ mode: 'cut', bytes: 4 });
    expect(link.counters().refusedWhile).toBe(0);
    client.socket.write('abcdefgh');
    await until(() => client.outcome !== '', () => 'client cut off');
    expect(client.text).toBe('helloabcd');
    const second = dial();
    second.socket.write('abc');
    await second.says('abc');
    second.socket.write('def');
    await until(() => second.outcome !== '', () => 'second client cut off');
    expect(second.text).toBe('abcd');
    await until(() => database.errors.length === 2, () => 'both connections reset at the database');
    expect(link.counters()).toMatchObject({ connections: 2, bytesToClient: 13, refusedWhile: 2 });
  });
});
