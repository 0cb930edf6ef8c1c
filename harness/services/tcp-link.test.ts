import { once } from 'node:events';
import { createServer } from 'node:net';
import { LinkBench, until, type Client, type Database } from './link-bench.testing.js';
import { listenOn, stopListening } from './socket-address.js';
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

describe('a link that passes', () => {
  test('carries bytes both ways and counts them', async () => {
    await talking();
    expect(link.address.host).toBe('127.0.0.1');
    expect(link.counters()).toEqual({ connections: 1, open: 1, bytesToServer: 5, bytesToClient: 5, refusedWhile: 0 });
  });

  test('hands on the end of one direction while the other still speaks', async () => {
    const client = await talking();
    client.socket.end();
    await client.says('hellobye');
    await client.ends('end');
    await until(() => link.counters().open === 0, () => 'no connection open');
  });

  test('hands on a reset of the database', async () => {
    const client = await talking();
    database.sockets[0]?.resetAndDestroy();
    await client.ends('ECONNRESET');
  });

  test('resets the client when the database refuses', async () => {
    await stopListening(database.server);
    await dial().ends('ECONNRESET');
    await until(() => link.counters().open === 0, () => 'no connection open');
  });

  test('makes a sender wait for a receiver that does not read', async () => {
    database.echo = false;
    const client = dial();
    client.socket.pause();
    await until(() => database.sockets.length === 1, () => 'database dialled');
    const all = 64 * 1024 * 1024;
    database.sockets[0]?.write(Buffer.alloc(all));
    let before = -1;
    await until(() => {
      const passed = link.counters().bytesToClient;
      const stands = passed > 0 && passed === before;
      before = passed;
      return stands;
    }, () => 'the flow stands still');
    expect(link.counters().bytesToClient).toBeLessThan(all / 2);
    client.socket.removeAllListeners('data').resume();
    await until(() => link.counters().bytesToClient === all, () => 'all bytes passed');
  });
});

describe('a link that refuses', () => {
  test('resets what is open and refuses what is new, until it passes again on the same port', async () => {
    const old = await talking();
    const { address } = link;
    await link.bend({ mode: 'refuse' });
    await old.ends('ECONNRESET');
    await dial().ends('ECONNREFUSED');
    expect(link.counters()).toMatchObject({ connections: 1, open: 0 });

    await link.bend({ mode: 'pass' });
    expect(link.address).toEqual(address);
    await talking();
    expect(link.counters()).toMatchObject({ connections: 2, open: 1 });
  });

  test('keeps its port from servers that ask for any free one', async () => {
    await link.bend({ mode: 'refuse' });
    const others = Array.from({ length: 200 }, () => createServer());
    const taken = await Promise.all(others.map((other) => listenOn(other, '127.0.0.1')));
    expect(taken.map((address) => address.port)).not.toContain(link.address.port);
    await Promise.all(others.map(stopListening));
    await link.bend({ mode: 'pass' });
    await talking();
  });

  test('says so when its port was taken by force, and passes once it is free', async () => {
    await link.bend({ mode: 'refuse' });
    const thief = createServer((socket) => socket.destroy());
    await listenOn(thief, '127.0.0.1', link.address.port);
    await expect(link.bend({ mode: 'pass' })).rejects.toThrow(/could not listen on 127\.0\.0\.1:\d+ again within 2 s/);
    expect(link.mode).toEqual({ mode: 'refuse' });
    await stopListening(thief);
    await link.bend({ mode: 'pass' });
    await talking();
  });

  test('takes bends one after another, however fast they come', async () => {
    await Promise.all((['refuse', 'pass', 'refuse', 'blackhole', 'refuse', 'pass'] as const).map((mode) => link.bend({ mode })));
    expect(link.mode).toEqual({ mode: 'pass' });
    await talking();
  });
});

test('closing ends every connection, whatever the mode, and frees the port', async () => {
  const client = await talking();
  await link.bend({ mode: 'blackhole' });
  const swallowed = dial();
  await until(() => link.counters().open === 2, () => 'both open');
  await link.close();
  await link.close();
  await client.ends('ECONNRESET');
  await swallowed.ends('ECONNRESET');
  expect(link.counters().open).toBe(0);
  await dial().ends('ECONNREFUSED');
  await expect(link.bend({ mode: 'pass' })).rejects.toThrow(/closed/);
});

test('a closed link that was refusing holds no port', async () => {
  await link.bend({ mode: 'refuse' });
  await link.close();
  const next = createServer();
  await listenOn(next, '127.0.0.1', link.address.port);
  await stopListening(next);
});

test('a mode out of range is refused and changes nothing', async () => {
  await expect(link.bend({ mode: 'latency', ms: -5 })).rejects.toThrow(/latency/);
  expect(link.mode).toEqual({ mode: 'pass' });
  await once((await talking()).socket.end(), 'end');
});
