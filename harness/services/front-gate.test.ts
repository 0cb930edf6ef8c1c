import { createServer, type RequestListener, type Server } from 'node:http';
import { connect, createServer as createTcpServer, type Server as TcpServer, type Socket } from 'node:net';
import type { RequestFault } from '../model/fault.js';
import { wallNow, wallSleep } from '../model/wall-clock.js';
import { openFrontGate, type FrontGate } from './front-gate.js';
import { listenOn, stopListening, type SocketAddress } from './socket-address.js';

let gate: FrontGate;
let upstream: SocketAddress;
let app: TcpServer | Server;
const sockets = new Set<Socket>();

async function serve(server: TcpServer | Server, ...faults: Omit<RequestFault, 'kind'>[]): Promise<void> {
  app = server;
  app.on('connection', (socket: Socket) => sockets.add(socket));
  upstream = await listenOn(app, '127.0.0.1');
  gate = await openFrontGate({ upstream: () => upstream, faults: faults.map((fault) => ({ kind: 'request', ...fault })) });
}

const web = (listener: RequestListener): Server => createServer(listener);

/** An app that keeps the bytes it got and answers each request with the same bytes. */
function rawApp(got: string[], answer: string): TcpServer {
  return createTcpServer((socket) => {
    let text = '';
    socket.on('error', () => undefined);
    socket.on('data', (chunk) => {
      text += chunk.toString('latin1');
      if (!/\r\n\r\n(?:$|.*(?:END|0\r\n\r\n)$)/s.test(text)) return;
      got.push(text);
      socket.end(answer);
    });
  });
}

interface Received {
  text: string;
  outcome: string;
}

/** Sends bytes and reads until the other side ends, or until `done` is seen. */
function send(bytes: string, done?: RegExp): Promise<Received> {
  return new Promise((resolve) => {
    let text = '';
    const socket = connect(gate.address, () => socket.write(bytes, 'latin1'));
    const finish = (outcome: string): void => {
      socket.destroy();
      resolve({ text, outcome });
    };
    socket.on('data', (chunk) => {
      text += chunk.toString('latin1');
      if (done?.test(text)) finish('done');
    });
    socket.on('end', () => finish('end'));
    socket.on('error', (error: NodeJS.ErrnoException) => finish(error.code ?? error.message));
  });
}

const get = (path: string, ...headers: string[]): Promise<Received> =>
  send([`GET ${path} HTTP/1.1`, 'Host: app', ...headers, 'Connection: close', '', ''].join('\r\n'));

async function until(condition: () => boolean, what: string): Promise<void> {
  const deadline = wallNow() + 30;
  while (!condition()) {
    if (wallNow() > deadline) throw new Error(`not within 30 s: ${what}`);
    await wallSleep(0.005);
  }
}

afterEach(async () => {
  await gate.close();
  for (const socket of sockets) socket.destroy();
  sockets.clear();
  await stopListening(app);
});

describe('what the gate does not bend', () => {
  const answer = 'HTTP/1.1 200 Fine\r\nX-Two: b\r\nx-one: a\r\nX-Two: c\r\ncontent-length: 2\r\n\r\nok';

  test('passes byte for byte in both directions', async () => {
    const got: string[] = [];
    await serve(rawApp(got, answer));
    const head = 'GET /health?a=%20b HTTP/1.1\r\nhost: 10.0.1.23:8080\r\nUser-Agent: ELB-HealthChecker/1.0\r\nX-a: 1\r\nAccept: */*\r\nX-A: 2\r\nConnection: keep-alive\r\n\r\n';
    expect(await send(head, /ok$/)).toEqual({ text: answer, outcome: 'done' });
    expect(got).toEqual([head]);
    expect(gate.bent()).toBe(0);
  });

  test.each([
    ['an old client without a host', 'GET / HTTP/1.0\r\n\r\n'],
    ['a body with a length', 'POST /notes HTTP/1.1\r\nHost: app\r\nContent-Length: 8\r\n\r\nq=1\r\nEND'],
    ['a chunked body with a trailer', 'POST /notes HTTP/1.1\r\nHost: app\r\nTransfer-Encoding: chunked\r\nTrailer: x-sum\r\n\r\n3\r\nEND\r\n0\r\nX-Sum: 1\r\n\r\n'],
  ])('passes %s', async (_, request) => {
    const got: string[] = [];
    await serve(rawApp(got, answer));
    expect((await send(request, /ok$/)).text).toBe(answer);
    await until(() => got.at(-1) === request, `the app has the request, not ${JSON.stringify(got)}`);
  });

  test('passes an unframed answer as an unframed answer', async () => {
    const unframed = 'HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\nthe end';
    await serve(rawApp([], unframed));
    expect(await send('GET / HTTP/1.1\r\nHost: app\r\n\r\n')).toEqual({ text: unframed, outcome: 'end' });
  });

  test('passes the answer to HEAD and a long body whole', async () => {
    await serve(web((request, response) => response.writeHead(200, { 'Content-Length': 300_000 }).end('x'.repeat(300_000))));
    expect((await send('HEAD / HTTP/1.1\r\nHost: app\r\nConnection: close\r\n\r\n')).text).toMatch(/Content-Length: 300000\r\n.*\r\n\r\n$/s);
    expect((await get('/')).text).toHaveLength((await get('/')).text.indexOf('\r\n\r\n') + 4 + 300_000);
  });

  test('serves several requests of one client, each over an upstream connection of its own', async () => {
    await serve(web((request, response) => response.end(request.url)));
    const one = 'GET /one HTTP/1.1\r\nHost: app\r\n\r\n';
    expect((await send(one + one.replace('one', 'two'), /\/one.*\/two/s)).outcome).toBe('done');
    expect(sockets.size).toBe(2);
  });
});

describe('failures', () => {
  test('a refused connection reaches the client as a reset, not as an answer', async () => {
    await serve(web((_, response) => response.end()));
    await stopListening(app);
    expect(await get('/health')).toEqual({ text: '', outcome: 'ECONNRESET' });
    expect(gate.bent()).toBe(0);
  });

  test.each([
    ['before its answer', ''],
    ['within its answer', 'HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf'],
  ])('a connection that the app closes %s reaches the client as a reset', async (_, answer) => {
    await serve(rawApp([], answer));
    const received = await get('/health');
    expect(received.text).toBe(answer);
    // Bytes and reset that come together may look like an end to the client; the missing bytes tell.
    expect(['ECONNRESET', ...(answer ? ['end'] : [])]).toContain(received.outcome);
  });

  test.each<[string, Omit<RequestFault, 'kind'>[]]>([
    ['while the app works', []],
    ['while the answer is held back', [{ operator: 'slow-answer', seconds: 60 }]],
  ])('a client that leaves %s ends the upstream request', async (_, faults) => {
    let closed = 0;
    let asked = 0;
    const held = faults.length > 0;
    await serve(web((_request, response) => {
      asked += 1;
      response.on('close', () => (closed += response.writableFinished ? 0 : 1));
      if (held) response.write('x'.repeat(4_000_000));
    }), ...faults);
    const socket = connect(gate.address);
    socket.write('GET / HTTP/1.1\r\nHost: app\r\n\r\n');
    await until(() => asked === 1, 'the app was asked');
    socket.destroy();
    await until(() => closed === 1, 'the app saw the connection close');
  });

  test('the app may move between requests', async () => {
    await serve(web((_, response) => response.end('first')));
    expect((await get('/')).text).toContain('first');
    const second = web((_, response) => response.end('second'));
    upstream = await listenOn(second, '127.0.0.1');
    expect((await get('/')).text).toContain('second');
    await stopListening(second);
  });
});

describe('what the gate bends', () => {
  const hello = (): Server => web((_, response) => response.end('hello'));

  test.each<[string, Omit<RequestFault, 'kind'>, RegExp]>([
    ['an unknown host', { operator: 'host-not-allowed', hosts: ['example.com'] }, /^HTTP\/1\.1 400 Bad Request\r\n/],
    ['plain http', { operator: 'redirected' }, /^HTTP\/1\.1 301 .*\r\nLocation: https:\/\/app\/health\r\n/s],
    ['missing credentials', { operator: 'auth' }, /^HTTP\/1\.1 401 .*\r\nWWW-Authenticate: Basic /s],
    ['a filtered agent', { operator: 'user-agent-filtered', pattern: 'ELB' }, /^HTTP\/1\.1 403 /],
    ['a request too many', { operator: 'rate-limited', requests: 0, seconds: 60 }, /^HTTP\/1\.1 429 .*\r\nRetry-After: 60\r\n/s],
  ])('%s is answered by the gate alone', async (_, fault, expected) => {
    await serve(hello(), fault);
    expect((await get('/health', 'User-Agent: ELB-HealthChecker/1.0')).text).toMatch(expected);
    expect([sockets.size, gate.bent()]).toEqual([0, 1]);
  });

  test('a 200 turns into a 204 without body', async () => {
    await serve(hello(), { operator: 'no-content', path: '/health' });
    expect((await get('/health')).text).toMatch(/^HTTP\/1\.1 204 No Content\r\n(?!.*(?:Length|chunked|hello)).*\r\n\r\n$/s);
    expect((await get('/')).text).toContain('hello');
    expect(gate.bent()).toBe(1);
  });

  test('a status is replaced and the body kept, so many times', async () => {
    await serve(hello(), { operator: 'status', status: 503, path: '/health', after: 1, times: 1 });
    const answers = [await get('/health'), await get('/health'), await get('/health')];
    expect(answers.map(({ text }) => text.slice(9, 12))).toEqual(['200', '503', '200']);
    expect(answers[1]?.text).toMatch(/hello$/);
    expect(gate.bent()).toBe(1);
  });

  test('an answer loses its length and ends with the connection, even where the client would keep it', async () => {
    await serve(hello(), { operator: 'missing-length' });
    const { text, outcome } = await send('GET / HTTP/1.1\r\nHost: app\r\nConnection: keep-alive\r\n\r\n');
    expect(text).toMatch(/\r\nConnection: close\r\n\r\nhello$/);
    expect(text).not.toMatch(/content-length|transfer-encoding|keep-alive/i);
    expect(outcome).toBe('end');
  });

  test('an answer comes late, and others do not', async () => {
    await serve(hello(), { operator: 'slow-answer', seconds: 0.3, path: '/health' });
    const start = wallNow();
    const answered: string[] = [];
    const [, late] = await Promise.all([
      get('/').then(() => answered.push('/')),
      get('/health').then((received) => ({ ...received, after: wallNow() - start, second: answered.push('/health') })),
    ]);
    expect(answered).toEqual(['/', '/health']);
    expect(late.after).toBeGreaterThanOrEqual(0.29);
    expect(late.text).toMatch(/^HTTP\/1\.1 200 .*hello$/s);
  });
});

describe('what the gate counts', () => {
  /** How many answers were bent and spared after each of so many requests. */
  async function counts(requests: readonly string[], ...faults: Omit<RequestFault, 'kind'>[]): Promise<string[]> {
    await serve(web((_, response) => response.end('hello')), ...faults);
    const seen: string[] = [];
    for (const path of requests) {
      await get(path);
      seen.push(`${gate.bent()}/${gate.spared()}`);
    }
    return seen;
  }
  const health = (count: number): string[] => Array<string>(count).fill('/health');

  test.each<[string, readonly string[], Omit<RequestFault, 'kind'>[], string[]]>([
    ['no fault bends or spares anything', health(2), [], ['0/0', '0/0']],
    ['a fault that bends all spares none', health(3), [{ operator: 'status', status: 503 }], ['1/0', '2/0', '3/0']],
    ['a fault that bends each second spares the others', health(5), [{ operator: 'status', status: 503, every: 2 }], ['1/0', '1/1', '2/1', '2/2', '3/2']],
    ['a fault that begins later spares the first', health(3), [{ operator: 'status', status: 503, after: 2 }], ['0/1', '0/2', '1/2']],
    ['a fault that is over spares what comes after', health(3), [{ operator: 'status', status: 503, times: 1 }], ['1/0', '1/1', '1/2']],
    ['an answer of the gate itself counts as bent', health(4), [{ operator: 'auth', every: 2 }], ['1/0', '1/1', '2/1', '2/2']],
    ['what a fault does not meet is not spared by it', ['/', '/health', '/', '/health'], [{ operator: 'status', status: 503, path: '/health', every: 2 }], ['0/0', '1/0', '1/0', '1/1']],
    ['what another fault bends is not spared', health(2), [{ operator: 'status', status: 503, after: 5 }, { operator: 'missing-length' }], ['1/0', '2/0']],
    ['what another fault refuses is not spared', health(2), [{ operator: 'status', status: 503, after: 5 }, { operator: 'auth' }], ['1/0', '2/0']],
    ['an answer that two faults let pass is spared once', health(1), [{ operator: 'status', status: 503, after: 5 }, { operator: 'missing-length', after: 5 }], ['0/1']],
  ])('%s', async (_, requests, faults, seen) => expect(await counts(requests, ...faults)).toEqual(seen));
});

test('a fault that lacks what it needs is refused when the gate is opened', async () => {
  await serve(web((_, response) => response.end()));
  await expect(openFrontGate({ upstream: () => upstream, faults: [{ kind: 'request', operator: 'status' }] })).rejects.toThrow(/'status' is missing/);
});
