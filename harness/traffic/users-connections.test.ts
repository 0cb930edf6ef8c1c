import { createServer as createTcpServer } from 'node:net';
import type { ServerResponse } from 'node:http';
import { wallNow, wallSleep } from '../model/wall-clock.js';
import { page, until, UsersBench } from './users-bench.testing.js';

let bench: UsersBench;
beforeEach(() => (bench = new UsersBench()));
afterEach(() => bench.close());

const hello = (_: unknown, response: ServerResponse): void => void response.end('hello');

describe('connections', () => {
  test('are used again', async () => {
    const { front, door } = await bench.front(hello);
    const users = bench.users(door);
    for (let round = 0; round < 5; round += 1) await users.round();
    expect([front.lines.length, front.connections]).toEqual([5, 1]);
    expect(front.heads[0]).toMatchObject({ connection: 'keep-alive' });
  });

  test('are kept up to the limit, and those beyond it are closed after their request', async () => {
    const { front, door } = await bench.front();
    const users = bench.users(door, { connections: 2, requests: ['/1', '/2', '/3', '/4', '/5'].map((path) => page(path)) });
    const round = users.round();
    await until(() => front.waiting.length === 5, 'five at once');
    expect(front.open.size).toBe(5);
    front.answerAll();
    await round;
    await until(() => front.open.size === 2, 'two kept');
  });

  test('take turns, so that no request is tied to the instance behind one of them', async () => {
    const { front, door } = await bench.front(hello);
    const users = bench.users(door, { connections: 2, requests: [page('/a'), page('/b')], perSecond: 100 });
    users.start();
    await until(() => bench.asked.length >= 8, '8 answers');
    await users.stop();
    for (const line of ['GET /a', 'GET /b']) {
      expect(new Set(front.ports.filter((_, index) => front.lines[index] === line)).size).toBeGreaterThanOrEqual(2);
    }
  });

  test('that are idle are closed from the users side, before a balancer would', async () => {
    const { front, door } = await bench.front(hello);
    const users = bench.users(door, { idle: 0.15 });
    await users.round();
    expect(front.open.size).toBe(1);
    await until(() => front.open.size === 0, 'closed while idle');
    await users.round();
    expect([front.connections, bench.asked.every(({ answer }) => answer.body === 'hello')]).toEqual([2, true]);
  });

  test('are not closed as idle while an answer is waited for', async () => {
    const { front, door } = await bench.front();
    const users = bench.users(door, { idle: 0.05 });
    const round = users.round();
    await until(() => front.waiting.length === 1, 'request in flight');
    await wallSleep(0.2);
    front.answerAll('after all');
    await round;
    expect(bench.asked[0]?.answer).toMatchObject({ status: 200, body: 'after all' });
  });
});

describe('what is told of a request', () => {
  test('the moment and the phase are those at which it began, the instance the one behind its connection', async () => {
    const { front, door } = await bench.front();
    const users = bench.users(door);
    bench.at = 120;
    const round = users.round();
    await until(() => front.waiting.length === 1, 'request in flight');
    bench.at = 180;
    bench.phase = 'rollout';
    front.answerAll('hello');
    await round;
    expect(bench.asked).toEqual([
      {
        at: 120,
        phase: 'before',
        fleet: 'old',
        instance: `instance behind ${front.ports[0]}`,
        answer: { request: 'page /a', status: 200, body: 'hello', tookMs: expect.any(Number) as number },
      },
    ]);
  });

  test('an answer of the balancer itself has no instance', async () => {
    const { door } = await bench.front((_, response) => void response.writeHead(503).end());
    await bench.users(door, { servedBy: () => undefined }).round();
    expect(bench.asked).toMatchObject([{ fleet: 'balancer', answer: { status: 503 } }]);
    expect(bench.asked[0]).not.toHaveProperty('instance');
  });

  test('the instance is asked for when the head is there, not when the page is whole', async () => {
    const { front, door } = await bench.front();
    let behind = 'i-1';
    const asked: number[] = [];
    const users = bench.users(door, { servedBy: (port) => (asked.push(port), behind) });
    const round = users.round();
    await until(() => front.waiting.length === 1, 'request in flight');
    front.waiting[0]?.writeHead(200).write('half ');
    await until(() => asked.length === 1, 'asked at the head');
    behind = 'i-2';
    front.answerAll('and half');
    await round;
    expect(bench.asked).toMatchObject([{ instance: 'i-1', answer: { body: 'half and half' } }]);
    expect(asked).toEqual(front.ports);
  });
});

describe('a user who gets no whole answer is told why, and who was behind the connection', () => {
  test('nothing listens', async () => {
    const { front, door } = await bench.front();
    await new Promise((closed) => front.server.close(closed));
    await bench.users(door).round();
    expect(bench.asked).toEqual([
      { at: 0, phase: 'before', fleet: 'balancer', answer: { request: 'page /a', error: 'ECONNREFUSED', tookMs: expect.any(Number) as number } },
    ]);
  });

  test('the connection is reset', async () => {
    const ports: (number | undefined)[] = [];
    const door = await bench.listen(createTcpServer((socket) => void socket.once('data', () => {
      ports.push(socket.remotePort);
      socket.resetAndDestroy();
    })));
    await bench.users(door).round();
    expect(bench.asked).toMatchObject([{ fleet: 'old', instance: `instance behind ${ports[0]}`, answer: { error: 'ECONNRESET' } }]);
  });

  test('a kept connection is closed under a request, which is not sent again', async () => {
    let requests = 0;
    const door = await bench.listen(createTcpServer((socket) => void socket.on('data', () => {
      requests += 1;
      if (requests === 1) socket.write('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok');
      else socket.destroy();
    })));
    const users = bench.users(door);
    await users.round();
    await users.round();
    expect(requests).toBe(2);
    expect(bench.asked.map(({ answer }) => answer.error ?? answer.body)).toEqual(['ok', 'ECONNRESET']);
  });

  test('the page breaks off', async () => {
    const { front, door } = await bench.front();
    const round = bench.users(door).round();
    await until(() => front.waiting.length === 1, 'request in flight');
    front.waiting[0]?.writeHead(200, { 'content-length': '100' }).write('half a pa', () => front.waiting[0]?.destroy());
    await round;
    expect(bench.asked).toMatchObject([{ fleet: 'old', answer: { error: 'aborted' } }]);
  });

  test.each<[string, (response: ServerResponse) => void]>([
    ['nothing comes', () => undefined],
    ['the page stops halfway', (response) => void response.writeHead(200).write('half a pa')],
  ])('%s until patience ends, and the connection is not used again', async (_, answer) => {
    const { front, door } = await bench.front((__, response) => answer(response));
    const users = bench.users(door, { patience: 1 });
    const began = wallNow();
    await users.round();
    expect(wallNow() - began).toBeGreaterThanOrEqual(0.99);
    await users.round();
    expect(front.connections).toBe(2);
    expect(bench.asked.map(({ answer: { error } }) => error)).toEqual(Array(2).fill('no whole answer within 1 s'));
    expect(bench.asked.map(({ instance }) => instance)).toEqual(front.ports.map((port) => `instance behind ${port}`));
  });
});
