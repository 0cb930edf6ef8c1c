import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { askForSeconds, type Load } from './load.js';

let server: Server;
const seen = { atOnce: 0, most: 0, body: '' };
let answerWith: () => { status: number; headers?: Record<string, string> } = () => ({ status: 200 });

beforeAll(async () => {
  server = createServer((request, response) => {
    seen.most = Math.max(seen.most, (seen.atOnce += 1));
    seen.body = '';
    request.on('data', (chunk) => (seen.body += String(chunk)));
    request.on('end', () => {
      seen.atOnce -= 1;
      const { status, headers } = answerWith();
      response.writeHead(status, headers).end('done');
    });
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const load = (clients: number, seconds = 0.2): Promise<Load> => askForSeconds({ host: '127.0.0.1', port: (server.address() as AddressInfo).port, headers: { 'x-a': 'b' }, body: 'Action=A' }, clients, seconds);

test('counts what is answered, over connections that are kept', async () => {
  // Long enough for a busy machine to answer more than a few.
  const { answered, errors, perSecond, kept } = await load(4, 2);
  expect(errors).toBe(0);
  expect(answered).toBeGreaterThan(10);
  expect(perSecond).toBeGreaterThan(0);
  expect(perSecond).toBeLessThanOrEqual(answered / 2);
  expect(kept).toBeGreaterThan(0.5);
  expect(seen.body).toBe('Action=A');
  expect(seen.most).toBeLessThanOrEqual(4);
});

test('sees that a server keeps no connection', async () => {
  answerWith = () => ({ status: 200, headers: { connection: 'close' } });
  expect(await load(2)).toMatchObject({ errors: 0, kept: 0 });
});

test('counts answers of another status as errors', async () => {
  let turn = 0;
  answerWith = () => ({ status: (turn += 1) % 2 === 0 ? 200 : 500 });
  const { answered, errors } = await load(1, 2);
  expect(Math.abs(answered - errors)).toBeLessThanOrEqual(1);
  expect(errors).toBeGreaterThan(0);
});

test('counts answers that end early as errors', async () => {
  answerWith = () => ({ status: 200, headers: { 'content-length': '100', connection: 'close' } });
  expect(await load(1)).toMatchObject({ answered: 0, errors: expect.any(Number) as number });
});
