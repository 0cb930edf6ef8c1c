import { get } from 'node:http';
import type { AddressInfo } from 'node:net';
import { HOST, TestShop } from '../shop.testing.js';
import { until } from '../until.testing.js';

let shop: TestShop;
afterEach(() => shop.close());
const linesOf = (path: string) => shop.lines.filter(({ url, status }) => url === path && status !== undefined);

test('a visitor who leaves before the page is drawn leaves a line that says so', async () => {
  shop = await TestShop.open();
  shop.breakFile('views/error.ejs', '<% await new Promise(() => undefined) %>');
  let arrived = false;
  let closed = false;
  shop.server.once('request', (request) => {
    arrived = true;
    request.socket.once('close', () => (closed = true));
  });
  const { port } = shop.server.address() as AddressInfo;
  const request = get({ host: '127.0.0.1', port, path: '/nowhere', headers: { host: HOST, 'x-forwarded-proto': 'https' } }).on('error', () => undefined);
  await until(() => arrived, 'the request is there');
  request.destroy();
  await until(() => closed && linesOf('/nowhere').length > 0, 'the line');
  expect(linesOf('/nowhere')).toEqual([expect.objectContaining({ log: 'shop', aborted: true })]);
});

test('an answer of health is one line, in the health log', async () => {
  shop = await TestShop.open({ HEALTH_MODE: 'shallow' });
  await shop.get('/health?x=1');
  await shop.get('/nowhere');
  await until(() => linesOf('/nowhere').length > 0, 'the line of the request behind it');
  expect(linesOf('/health?x=1')).toEqual([expect.objectContaining({ log: 'health', status: 200, msg: 'pass' })]);
});

test('a health check that is redirected, or of another method, is a line of the health log as well', async () => {
  shop = await TestShop.open({ HEALTH_MODE: 'shallow', HEALTH_REDIRECT_EXEMPT: 'false' });
  await shop.get('/health').set('X-Forwarded-Proto', 'http');
  await shop.request('post', '/health');
  await until(() => linesOf('/health').length === 2, 'two lines');
  expect(linesOf('/health').map(({ log, status }) => [log, status])).toEqual([['health', 301], ['health', 404]]);
});
