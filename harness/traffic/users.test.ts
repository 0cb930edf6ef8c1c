import type { RequestListener } from 'node:http';
import type { ServerResponse } from 'node:http';
import { wallNow, wallSleep } from '../model/wall-clock.js';
import { page, until, UsersBench } from './users-bench.testing.js';

let bench: UsersBench;
beforeEach(() => (bench = new UsersBench()));
afterEach(() => bench.close());

const hello = (_: unknown, response: ServerResponse): void => void response.end('hello');

describe('slots', () => {
  test('come at a constant rate, the first at once', async () => {
    const { front, door } = await bench.front(hello);
    const users = bench.users(door, { perSecond: 50 });
    const began = wallNow();
    users.start();
    await until(() => front.lines.length >= 1, 'the first request');
    expect(wallNow() - began).toBeLessThan(2);
    await until(() => bench.asked.length >= 21, '21 answers');
    const atTwentyOne = wallNow() - began;
    await users.stop();
    // Never faster than the rate; slower only by what the machine itself is late.
    expect(atTwentyOne).toBeGreaterThanOrEqual(0.395);
    expect(front.lines.length).toBeLessThanOrEqual(1 + (wallNow() - began) * 50 + 1e-6);
    expect(front.lines.length).toBe(bench.asked.length);
  });

  test('come whether or not earlier requests were answered, beyond the connections that are kept', async () => {
    const { front, door } = await bench.front();
    bench.users(door, { perSecond: 100, connections: 2 }).start();
    await until(() => front.waiting.length >= 10, '10 requests in flight');
    expect(front.connections).toBeGreaterThanOrEqual(10);
    expect(bench.asked).toEqual([]);
    front.answerAll();
  });

  test('ask the requests in turn', async () => {
    const { front, door } = await bench.front(hello);
    const users = bench.users(door, { perSecond: 100, requests: ['/a', '/b', '/c'].map((path) => page(path)), connections: 1 });
    users.start();
    await until(() => bench.asked.length >= 7, '7 answers');
    await users.stop();
    const counts = ['/a', '/b', '/c'].map((path) => front.lines.filter((line) => line === `GET ${path}`).length);
    expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
    expect(Math.min(...counts)).toBeGreaterThanOrEqual(2);
  });

  test('start once, however often they are told to', async () => {
    const { front, door } = await bench.front(hello);
    const users = bench.users(door, { perSecond: 0.001 });
    users.start();
    users.start();
    users.resume();
    await users.stop();
    expect(front.lines).toHaveLength(1);
  });

  test('without anything to ask ask nothing', async () => {
    const { front, door } = await bench.front(hello);
    const users = bench.users(door, { requests: [] });
    users.start();
    await users.round();
    await users.drain();
    users.resume();
    await users.stop();
    expect(front.lines).toEqual([]);
  });
});

describe('draining', () => {
  test('waits for what is in flight and begins nothing until it is resumed', async () => {
    const { front, door } = await bench.front();
    const users = bench.users(door, { perSecond: 50 });
    users.start();
    await until(() => front.waiting.length >= 2, '2 requests in flight');
    let drained = false;
    const draining = users.drain().then(() => (drained = true));
    const { begun } = bench;
    // Some slots long.
    await wallSleep(0.1);
    expect([bench.begun, drained]).toEqual([begun, false]);
    await until(() => (front.answerAll(), drained), 'drained');
    await draining;
    expect(bench.asked).toHaveLength(begun);
    await wallSleep(0.1);
    expect(bench.begun).toBe(begun);
    users.resume();
    await until(() => front.lines.length >= begun + 3, '3 more requests');
    front.answerAll();
  });

  test('with nothing in flight is over at once, before the start too', async () => {
    const { front, door } = await bench.front(hello);
    const users = bench.users(door);
    await users.drain();
    users.start();
    await users.drain();
    expect(front.lines).toEqual([]);
    users.resume();
    await until(() => front.lines.length >= 1, 'a request after resuming');
  });

  test('again and again does not starve the users of their rate', async () => {
    const { front, door } = await bench.front(hello);
    const users = bench.users(door, { perSecond: 10 });
    users.start();
    await until(() => {
      void users.drain();
      users.resume();
      return front.lines.length >= 4;
    }, '4 requests');
  });

  test('a slot that came meanwhile begins once whoever resumed has gone on, as by a jump of the clock', async () => {
    const { front, door } = await bench.front(hello);
    const users = bench.users(door, { perSecond: 20 });
    users.start();
    await until(() => front.lines.length >= 1, 'the first slot');
    const { begun } = bench;
    // A busy machine: the timer of the next slots is late.
    for (const end = wallNow() + 0.15; wallNow() < end; );
    await users.drain();
    users.resume();
    await Promise.resolve();
    expect(bench.begun).toBe(begun);
    await until(() => bench.begun >= begun + 2, 'the slots that came');
  });

  test('does not wait any longer once it is resumed', async () => {
    const { front, door } = await bench.front();
    const users = bench.users(door, { perSecond: 50 });
    users.start();
    await until(() => front.waiting.length >= 1, 'a request in flight');
    const draining = users.drain();
    users.resume();
    front.answerAll();
    await until(() => front.waiting.length >= 2, 'more in flight');
    await draining;
    front.answerAll();
  });
});

describe('a round', () => {
  test('asks every request once, all at once, and waits for the answers', async () => {
    const { front, door } = await bench.front();
    const users = bench.users(door, { requests: ['/a', '/b', '/c'].map((path) => page(path)) });
    const round = users.round();
    await until(() => front.waiting.length === 3, 'all three at once');
    expect(bench.asked).toEqual([]);
    front.answerAll();
    await round;
    expect(front.lines.sort()).toEqual(['GET /a', 'GET /b', 'GET /c']);
    expect(bench.asked.map(({ answer }) => answer.request).sort()).toEqual(['page /a', 'page /b', 'page /c']);
  });

  test('is asked while drained too, and takes no turn from the slots', async () => {
    const { front, door } = await bench.front(hello);
    const users = bench.users(door, { requests: [page('/a'), page('/b')], perSecond: 0.001 });
    await users.drain();
    await users.round();
    expect(front.lines.sort()).toEqual(['GET /a', 'GET /b']);
    users.start();
    users.resume();
    await until(() => front.lines.length === 3, 'the first slot');
    expect(front.lines[2]).toBe('GET /a');
  });

  test('is waited for by a drain that began before it', async () => {
    const { front, door } = await bench.front();
    const users = bench.users(door, { perSecond: 0.001 });
    users.start();
    await until(() => front.waiting.length === 1, 'the first slot');
    let drained = false;
    const draining = users.drain().then(() => (drained = true));
    const round = users.round();
    await until(() => front.waiting.length === 2, 'the round');
    front.waiting.shift()?.end();
    await until(() => bench.asked.length === 1, 'one answer');
    expect(drained).toBe(false);
    front.answerAll();
    await Promise.all([draining, round]);
  });
});

describe('a journey', () => {
  const login = page('/login', { method: 'POST', journey: 'buyer' });
  const cart = page('/cart', { journey: 'buyer' });
  const asApp: RequestListener = (request, response) => {
    if (request.url === '/login') response.setHeader('set-cookie', 'session=1');
    response.end();
  };

  test('takes a turn as one, in its order and with its cookies, and each of its answers is told', async () => {
    const { front, door } = await bench.front(asApp);
    const users = bench.users(door, { requests: [login, page('/a'), cart], perSecond: 100, connections: 1 });
    users.start();
    await until(() => bench.asked.length >= 6, '6 answers');
    await users.stop();
    const count = (line: string): number => front.lines.filter((each) => each === line).length;
    // Slots come whether or not a journey is over, so that two may be under way at once.
    expect(front.lines.indexOf('POST /login')).toBeLessThan(front.lines.indexOf('GET /cart'));
    expect(count('GET /cart')).toBe(count('POST /login'));
    expect(Math.abs(count('GET /a') - count('POST /login'))).toBeLessThanOrEqual(1);
    expect(front.heads.map(({ cookie }, index) => [front.lines[index], cookie])).toEqual(front.lines.map((line) => [line, line === 'GET /cart' ? 'session=1' : undefined]));
    expect(bench.asked.length).toBe(front.lines.length);
  });

  test('is not gone on with once nothing is answered, and what was not asked is not told', async () => {
    const { front, door } = await bench.front((_, response) => void response.destroy());
    const users = bench.users(door, { requests: [login, cart] });
    await users.round();
    expect(front.lines).toEqual(['POST /login']);
    expect(bench.asked.map(({ answer }) => answer)).toMatchObject([{ request: 'page /login', error: 'ECONNRESET' }]);
  });
});

describe('stopping', () => {
  test('waits for what is in flight, closes the connections and begins nothing ever again', async () => {
    const { front, door } = await bench.front();
    const users = bench.users(door, { perSecond: 0.001 });
    users.start();
    await until(() => front.waiting.length === 1, 'a request in flight');
    let stopped = false;
    const stopping = users.stop().then(() => (stopped = true));
    await wallSleep(0.05);
    expect(stopped).toBe(false);
    front.answerAll();
    await stopping;
    await until(() => front.open.size === 0, 'no connection left');
    users.start();
    users.resume();
    await users.round();
    await users.stop();
    expect([front.lines.length, bench.asked.length]).toEqual([1, 1]);
  });
});

test.each([
  ['perSecond', 0],
  ['perSecond', Number.POSITIVE_INFINITY],
  ['connections', 0],
  ['connections', 1.5],
  ['patience', -1],
  ['idle', Number.NaN],
])("'%s' of %d is refused", (name, value) => {
  expect(() => bench.users({ host: '127.0.0.1', port: 1 }, { [name]: value })).toThrow(/^users: expected/);
});
