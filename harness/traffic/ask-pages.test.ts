import { createServer, type IncomingHttpHeaders, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createTcpServer, type AddressInfo, type Server as TcpServer } from 'node:net';
import type { UserRequest } from '../model/release.js';
import { wallSleep } from '../model/wall-clock.js';
import { askPages, type Door } from './ask-pages.js';

const servers: (Server | TcpServer)[] = [];

afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => new Promise((closed) => {
    server.close(closed);
    if ('closeAllConnections' in server) server.closeAllConnections();
  })));
});

async function doorOf(server: Server | TcpServer): Promise<Door> {
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { address: () => ({ host: '127.0.0.1', port }), publicHost: 'till.example.com', patience: 5 };
}

interface Asked {
  readonly line: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** A shop front that notes what it was asked, and answers by `answer`. */
async function shop(answer: (request: IncomingMessage, response: ServerResponse) => void): Promise<{ door: Door; asked: Asked[] }> {
  const asked: Asked[] = [];
  const door = await doorOf(createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      asked.push({ line: `${request.method} ${request.url}`, headers: request.headers, body });
      answer(request, response);
    });
  }));
  return { door, asked };
}

const page = (path: string, more: Partial<UserRequest> = {}): UserRequest => ({ name: `page ${path}`, method: 'GET', path, headers: {}, ...more });
const form = (path: string): UserRequest => page(path, { name: 'form', method: 'POST', body: 'name=Ada%20L', headers: { 'content-type': 'application/x-www-form-urlencoded' } });

test('a user asks as a balancer forwards it: the public host, https outside, a browser, no kept connection', async () => {
  const { door, asked } = await shop((_, response) => void response.end('hello'));
  await askPages([page('/a?b=1', { headers: { 'accept-language': 'de' } })], door);
  expect(asked).toMatchObject([
    {
      line: 'GET /a?b=1',
      headers: {
        host: 'till.example.com', 'x-forwarded-proto': 'https', 'x-forwarded-port': '443', 'x-forwarded-for': '192.0.2.10',
        'user-agent': expect.stringMatching(/^Mozilla/) as string, 'accept-language': 'de', connection: 'close',
      },
    },
  ]);
});

test('an answer is told by its status, type, place and text', async () => {
  const { door } = await shop((_, response) => void response.writeHead(301, { location: '/b', 'content-type': 'text/html; charset=utf-8' }).end('für'));
  expect(await askPages([page('/a')], door)).toEqual([
    { request: 'page /a', status: 301, contentType: 'text/html; charset=utf-8', location: '/b', body: 'für', tookMs: expect.any(Number) as number },
  ]);
});

test('an answer without type and text has neither', async () => {
  const { door } = await shop((_, response) => void response.writeHead(204).end());
  expect(await askPages([page('/a')], door)).toEqual([{ request: 'page /a', status: 204, body: '', tookMs: expect.any(Number) as number }]);
});

test('pages are asked for all at once, and answered in the order of the requests', async () => {
  const waiting: ServerResponse[] = [];
  const { door } = await shop((request, response) => {
    response.setHeader('content-type', request.url ?? '');
    if (waiting.push(response) === 3) for (const each of waiting.reverse()) each.end();
  });
  const answers = await askPages(['/1', '/2', '/3'].map((path) => page(path)), door);
  expect(answers.map(({ request, contentType }) => `${request}: ${contentType}`)).toEqual(['page /1: /1', 'page /2: /2', 'page /3: /3']);
});

test.each<[string, string, string]>([
  ['a path', '/thanks?order=1', '/thanks?order=1'],
  ['a whole address', 'https://till.example.com/thanks', '/thanks'],
  ['an address without a path', 'https://till.example.com', '/'],
  ['a path beside the form', 'thanks#top', '/orders/thanks'],
  ['a path with a space', '/thank you', '/thank%20you'],
])('a form is followed to %s, once, as a browser does', async (_, location, path) => {
  const { door, asked } = await shop((request, response) => {
    if (request.method === 'POST') response.writeHead(303, { location }).end('see there');
    else response.writeHead(303, { location: '/on-and-on' }).end('thanks');
  });
  const [answer] = await askPages([form('/orders/new')], door);
  expect(asked.map(({ line, body }) => `${line} ${body}`)).toEqual(['POST /orders/new name=Ada%20L', `GET ${path} `]);
  expect(asked[0]?.headers).toMatchObject({ 'content-length': '12', 'content-type': 'application/x-www-form-urlencoded' });
  expect(answer).toMatchObject({ request: 'form', status: 303, body: 'thanks', location });
});

test.each<[string, number, string | undefined, UserRequest]>([
  ['a page that moved', 303, '/b', page('/a')],
  ['a form that keeps its method', 307, '/b', form('/a')],
  ['a form that leads nowhere', 303, undefined, form('/a')],
  ['a form that leads to no address', 303, 'http://:80:80/', form('/a')],
])('%s is not followed', async (_, status, location, request) => {
  const { door, asked } = await shop((__, response) => void response.writeHead(status, location === undefined ? {} : { location }).end('here'));
  expect(await askPages([request], door)).toMatchObject([{ status, body: 'here' }]);
  expect(asked).toHaveLength(1);
});

test('of a long page the same part is kept, however it arrives', async () => {
  const { door } = await shop((request, response) => {
    const piece = request.url === '/small-pieces' ? 1000 : 150_000;
    const send = async (): Promise<void> => {
      for (let sent = 0; sent < 150_000; sent += piece) {
        response.write('x'.repeat(piece));
        await new Promise((next) => setImmediate(next));
      }
      response.end('the end');
    };
    void send();
  });
  const answers = await askPages([page('/small-pieces'), page('/one-piece')], door);
  expect(answers.map(({ body }) => body?.length)).toEqual([65_536, 65_536]);
});

describe('a user who gets no whole answer is told why', () => {
  test('nothing listens', async () => {
    const door = await doorOf(createTcpServer());
    await new Promise((closed) => servers.pop()?.close(closed));
    expect(await askPages([page('/')], door)).toEqual([{ request: 'page /', error: 'ECONNREFUSED', tookMs: expect.any(Number) as number }]);
  });

  test('the connection is reset', async () => {
    const door = await doorOf(createTcpServer((socket) => void socket.once('data', () => socket.resetAndDestroy())));
    expect(await askPages([page('/')], door)).toMatchObject([{ error: 'ECONNRESET' }]);
  });

  test('the answer is no HTTP', async () => {
    const door = await doorOf(createTcpServer((socket) => void socket.once('data', () => socket.end('what?\r\n\r\n'))));
    expect(await askPages([page('/')], door)).toMatchObject([{ error: expect.stringMatching(/^HPE_/) as string }]);
  });

  test('the page breaks off', async () => {
    const { door } = await shop((_, response) => {
      response.writeHead(200, { 'content-length': '100' }).write('half a pa');
      void wallSleep(0.05).then(() => response.destroy());
    });
    const [answer] = await askPages([page('/')], door);
    expect(answer).toEqual({ request: 'page /', error: 'aborted', tookMs: expect.any(Number) as number });
  });

  test.each<[string, (response: ServerResponse) => void]>([
    ['nothing comes', () => undefined],
    ['the page stops halfway', (response) => void response.writeHead(200).write('half a pa')],
  ])('%s until patience ends', async (_, answer) => {
    const { door } = await shop((__, response) => answer(response));
    const answers = await askPages([page('/')], { ...door, patience: 0.15 });
    expect(answers).toEqual([{ request: 'page /', error: 'no whole answer within 0.15 s', tookMs: expect.any(Number) as number }]);
    expect(answers[0]?.tookMs).toBeGreaterThanOrEqual(140);
  });

  test('one that gets nothing does not take the others their answers', async () => {
    const { door } = await shop((request, response) => void (request.url === '/good' ? response.end('good') : response.destroy()));
    expect(await askPages([page('/bad'), page('/good')], door)).toMatchObject([{ error: 'ECONNRESET' }, { body: 'good' }]);
  });
});

describe('a journey', () => {
  const step = (path: string, more: Partial<UserRequest> = {}): UserRequest => page(path, { journey: 'buyer', ...more });

  test('is asked in its order with the cookies given on the way, beside others that are not', async () => {
    const { door, asked } = await shop((request, response) => {
      if (request.url === '/login') response.setHeader('set-cookie', ['session=a=b; Path=/nowhere; HttpOnly', 'flash=hello']);
      if (request.url === '/cart') response.setHeader('set-cookie', 'flash=; Max-Age=0');
      // The first is the last to be answered: what comes after it must have waited.
      void wallSleep(request.url === '/login' ? 0.1 : 0).then(() => response.end(request.url));
    });
    const answers = await askPages([step('/login', { method: 'POST', body: 'x' }), page('/a'), step('/cart', { headers: { Cookie: 'own=1' } }), page('/b'), step('/bill')], door);
    expect(answers.map(({ request, body }) => [request, body])).toEqual(['/login', '/a', '/cart', '/b', '/bill'].map((path) => [`page ${path}`, path]));
    const cookies = Object.fromEntries(asked.map(({ line, headers }) => [line, headers.cookie]));
    expect(cookies).toEqual({ 'POST /login': undefined, 'GET /a': undefined, 'GET /b': undefined, 'GET /cart': 'own=1; session=a=b; flash=hello', 'GET /bill': 'session=a=b' });
    const order = asked.map(({ line }) => line).filter((line) => !/[ab]$/.test(line));
    expect(order).toEqual(['POST /login', 'GET /cart', 'GET /bill']);
  });

  test('has cookies of its own, and gives them to the page that a form leads to', async () => {
    const { door, asked } = await shop((request, response) => {
      if (request.method === 'POST') response.writeHead(303, { location: '/me', 'set-cookie': `user=${request.url?.slice(1) ?? ''}` }).end();
      else response.end();
    });
    await askPages([step('/ada', { method: 'POST' }), page('/bob', { method: 'POST', journey: 'other' }), page('/nobody', { method: 'POST' })], door);
    const led = asked.filter(({ line }) => line === 'GET /me').map(({ headers }) => headers.cookie ?? 'none');
    expect(led.sort()).toEqual(['none', 'user=ada', 'user=bob']);
  });

  test('ends where no answer comes', async () => {
    const { door, asked } = await shop((request, response) => void (request.url === '/cart' ? response.destroy() : response.end()));
    const answers = await askPages([step('/login'), step('/cart'), step('/bill')], door);
    expect(answers).toMatchObject([{ status: 200 }, { error: 'ECONNRESET' }, { request: 'page /bill', error: 'not asked, since page /cart got no answer' }]);
    expect(asked).toHaveLength(2);
  });
});

test.each(['PUT', 'PATCH', 'DELETE'] as const)('a %s carries its body', async (method) => {
  const { door, asked } = await shop((_, response) => void response.writeHead(204).end());
  await askPages([page('/a', { method, body: '{"a":"ü"}' })], door);
  expect(asked).toMatchObject([{ line: `${method} /a`, body: '{"a":"ü"}', headers: { 'content-length': '10' } }]);
});

test.each<[string, UserRequest, string | undefined]>([
  ['another status', page('/thanks', { expect: { status: 201 } }), 'expected status 201, found 200'],
  ['another text', page('/thanks', { expect: { status: 200, text: 'You owe us' } }), 'expected text "You owe us"'],
  ['all that is expected', page('/thanks', { expect: { status: 200, text: 'Thank' } }), undefined],
  ['the status of a form and the text of its page', form('/new'), undefined],
  ['a form whose page has another text', { ...form('/new'), expect: { text: 'Sorry' } }, 'expected text "Sorry"'],
])('%s: an answer says what of the expected it misses', async (_, request, missed) => {
  const { door } = await shop((asked, response) => void (asked.method === 'POST' ? response.writeHead(303, { location: '/thanks' }).end() : response.end('Thank you')));
  const [answer] = await askPages([{ expect: { status: 303, text: 'Thank you' }, ...request }], door);
  expect(answer?.missed).toBe(missed);
});

test('where no answer came only that is told', async () => {
  const { door } = await shop((_, response) => void response.destroy());
  const [answer] = await askPages([page('/a', { expect: { text: 'x' } })], door);
  expect(answer).toEqual({ request: 'page /a', error: 'ECONNRESET', tookMs: expect.any(Number) as number });
});

test('the address is asked for at each request, since it changes with a respawn', async () => {
  const { door } = await shop((request, response) => void (request.method === 'POST' ? response.writeHead(303, { location: '/' }).end() : response.end()));
  let asked = 0;
  await askPages([form('/')], { ...door, address: () => ((asked += 1), door.address()) });
  expect(asked).toBe(2);
});
