import { Agent, type ServerResponse } from 'node:http';
import type { UserAnswer } from '../model/journal.js';
import type { UserRequest } from '../model/release.js';
import { askAsUser, type Exchange, type UserDoor } from './user-exchange.js';
import { page, UsersBench } from './users-bench.testing.js';

let bench: UsersBench;
beforeEach(() => (bench = new UsersBench()));
afterEach(() => bench.close());

const form = (path: string, more: Partial<UserRequest> = {}): UserRequest =>
  page(path, { name: 'form', method: 'POST', body: 'name=Ada%20L', headers: { 'content-type': 'application/x-www-form-urlencoded' }, ...more });

const ask = (request: UserRequest, at: { readonly host: string; readonly port: number }, more: Partial<UserDoor> = {}): Promise<Exchange> =>
  askAsUser(request, { address: () => at, publicHost: 'till.example.com', agent: false, headers: {}, patience: 5, ...more });

test('a user asks the public host as a browser does, and adds nothing that a balancer adds', async () => {
  const { front, door } = await bench.front((_, response) => void response.end());
  await ask(page('/a?b=1', { headers: { 'accept-language': 'de' } }), door);
  expect(front.lines).toEqual(['GET /a?b=1']);
  expect(front.heads[0]).toEqual({
    host: 'till.example.com',
    'user-agent': expect.stringMatching(/^Mozilla/) as string,
    'accept-language': 'de',
    connection: 'close',
  });
});

test('headers of the way are added, and those of the request win', async () => {
  const { front, door } = await bench.front((_, response) => void response.end());
  await ask(page('/a', { headers: { 'x-user': 'ada' } }), door, { headers: { 'x-forwarded-proto': 'https', 'x-user': 'nobody' } });
  expect(front.heads[0]).toMatchObject({ 'x-forwarded-proto': 'https', 'x-user': 'ada' });
});

test('an answer is told by its status, type, place and text', async () => {
  const { door } = await bench.front((_, response) => void response.writeHead(301, { location: '/b', 'content-type': 'text/html; charset=utf-8' }).end('für'));
  const { answer, instance } = await ask(page('/a'), door);
  expect(answer).toEqual({
    request: 'page /a', status: 301, contentType: 'text/html; charset=utf-8', location: '/b', body: 'für', tookMs: expect.any(Number) as number,
  });
  expect(instance).toBeUndefined();
});

test.each([
  ['/thanks?order=1', '/thanks?order=1'],
  ['https://till.example.com/thanks', '/thanks'],
  ['thanks#top', '/orders/thanks'],
])('a form that leads to %s is followed to %s, once', async (location, path) => {
  const { front, door } = await bench.front((request, response) => {
    if (request.method === 'POST') response.writeHead(303, { location }).end('see there');
    else response.writeHead(303, { location: '/on-and-on' }).end('thanks');
  });
  const { answer } = await ask(form('/orders/new'), door);
  expect(front.lines).toEqual(['POST /orders/new', `GET ${path}`]);
  expect(front.bodies).toEqual(['name=Ada%20L', '']);
  expect(front.heads[0]).toMatchObject({ 'content-length': '12', 'content-type': 'application/x-www-form-urlencoded' });
  expect(front.heads[1]).not.toHaveProperty('content-type');
  expect(answer).toMatchObject({ request: 'form', status: 303, body: 'thanks', location });
});

test.each([301, 302])('a form that leads on with %d is followed too, by a GET, as browsers do', async (status) => {
  const { front, door } = await bench.front((request, response) => {
    if (request.method === 'POST') response.writeHead(status, { location: '/thanks' }).end('see there');
    else response.end('thanks');
  });
  const { answer } = await ask(form('/new'), door);
  expect(front.lines).toEqual(['POST /new', 'GET /thanks']);
  expect(answer).toMatchObject({ status: 200, body: 'thanks', location: '/thanks' });
});

test('of a form that was followed, the instance is the one that served the page', async () => {
  const { front, door } = await bench.front((request, response) => {
    if (request.method === 'POST') response.writeHead(303, { location: '/thanks' }).end();
    else response.end('thanks');
  });
  const { instance } = await ask(form('/new'), door, { servedBy: (port) => `i-${port}` });
  expect(front.ports[0]).not.toBe(front.ports[1]);
  expect(instance).toBe(`i-${front.ports[1]}`);
});

test('a form is followed on the connection that is kept', async () => {
  const { front, door } = await bench.front((request, response) => {
    if (request.method === 'POST') response.writeHead(303, { location: '/thanks' }).end('see there');
    else response.end('thanks');
  });
  const agent = new Agent({ keepAlive: true });
  const { answer } = await ask(form('/new'), door, { agent });
  agent.destroy();
  expect([answer.body, front.connections]).toEqual(['thanks', 1]);
});

test('a page that a form leads to and that fails is an error', async () => {
  const { door } = await bench.front((request, response) => {
    if (request.method === 'POST') response.writeHead(303, { location: '/thanks' }).end();
    else response.destroy();
  });
  expect((await ask(form('/new'), door)).answer).toMatchObject({ request: 'form', error: 'ECONNRESET', location: '/thanks' });
});

test.each<[string, number, string | undefined, UserRequest]>([
  ['a page that moved', 303, '/b', page('/a')],
  ['a page that moved for good', 301, '/b', page('/a')],
  ['a form that keeps its method', 307, '/b', form('/a')],
  ['a form that leads nowhere', 303, undefined, form('/a')],
  ['a form that leads to no address', 303, 'http://:80:80/', form('/a')],
])('%s is not followed', async (_, status, location, request) => {
  const { front, door } = await bench.front((__, response) => void response.writeHead(status, location === undefined ? {} : { location }).end('here'));
  expect((await ask(request, door)).answer).toMatchObject({ status, body: 'here' });
  expect(front.lines).toHaveLength(1);
});

test.each([1000, 150_000])('of a long page that comes %d characters at a time the same part is kept', async (piece) => {
  const send = async (response: ServerResponse): Promise<void> => {
    for (let sent = 0; sent < 150_000; sent += piece) {
      response.write('x'.repeat(piece));
      await new Promise((next) => setImmediate(next));
    }
    response.end('the end');
  };
  const { door } = await bench.front((_, response) => void send(response));
  expect((await ask(page('/long'), door)).answer.body).toHaveLength(65_536);
});

describe('of a JSON document that is longer than what is kept of it', () => {
  const answerTo = async (path: string): Promise<UserAnswer> => {
    const { door } = await bench.front((request, response) => {
      const rows = Array.from({ length: Number(request.url?.slice(1)) }, (_, id) => ({ id, name: 'x'.repeat(100) }));
      response.end(JSON.stringify({ rows, total: rows.length }));
    });
    return (await ask(page(path), door)).answer;
  };

  test('it is told what there is in all of it', async () => {
    const { body, shape } = await answerTo('/5000');
    expect(body).toHaveLength(65_536);
    expect(shape).toEqual(['all of it as object', 'rows as list', 'rows[] as object', 'rows[].id as number', 'rows[].name as string', 'total as number']);
  });

  test('nothing more is told of one that is longer than a mebibyte, or that is kept whole', async () => {
    const [longest, short] = [await answerTo('/10000'), await answerTo('/5')];
    expect([longest.body?.length, longest.shape, short.shape]).toEqual([65_536, undefined, undefined]);
  });
});
