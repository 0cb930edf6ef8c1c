import supertest from 'supertest';
import { HOST, TestShop } from '../shop.testing.js';
import { until } from '../until.testing.js';

let shop: TestShop;
afterEach(() => shop.close());
const open = async (variables: Record<string, string> = {}): Promise<void> => {
  shop = await TestShop.open({ HEALTH_MODE: 'shallow', ...variables }, ['10.0.1.23', '[fd00::7]']);
};
const plain = (path: string, host = HOST) => supertest(shop.server).get(path).set('Host', host);

describe('hosts', () => {
  beforeEach(() => open());

  test.each([HOST, 'SHOP.example:8080', 'shop.example.', '10.0.1.23', '10.0.1.23:8080', '[fd00::7]:80'])('a request to %s is let in', async (host) => {
    expect((await plain('/health', host)).status).toBe(200);
  });

  test.each(['evil.example', '127.0.0.1', 'shop.example.evil.example', '10.0.1.2', 'www.shop.example', 'shop.example/../'])(
    'a request to %s is answered with 400, by health and pages alike',
    async (host) => {
      const answers = [await plain('/health', host), await plain('/', host)];
      expect(answers.map(({ status, text }) => [status, text])).toEqual(Array(2).fill([400, 'Bad request: unknown host\n']));
    },
  );

  test('what is turned away is a line of the log it belongs to', async () => {
    await plain('/health', 'evil.example');
    await plain('/shelf', 'evil.example');
    await until(() => shop.lines.length === 2, 'two lines');
    expect(shop.lines).toEqual([
      expect.objectContaining({ log: 'health', url: '/health', host: 'evil.example', status: 400 }),
      expect.objectContaining({ log: 'shop', url: '/shelf', host: 'evil.example', status: 400 }),
    ]);
  });
});

describe('the redirect to https', () => {
  const SHELF = '/shelf?page=2&q=%2F';

  test.each([undefined, 'http', 'http, https', 'ftp'])('a request that came by %s is sent to the same URL by https', async (protocol) => {
    await open();
    const request = plain(SHELF, 'shop.example:8080');
    const answer = await (protocol === undefined ? request : request.set('X-Forwarded-Proto', protocol));
    expect([answer.status, answer.headers['location']]).toEqual([301, `https://shop.example:8080${SHELF}`]);
  });

  test.each(['https', 'HTTPS', 'https, http'])('a request that came by %s is not sent on', async (protocol) => {
    await open();
    expect((await plain(SHELF).set('X-Forwarded-Proto', protocol)).status).toBe(404);
  });

  test('an unknown host is refused, not sent on', async () => {
    await open();
    expect((await plain(SHELF, 'evil.example')).status).toBe(400);
  });

  test('health is exempt, so that a balancer that asks directly gets its answer', async () => {
    await open();
    expect((await plain('/health', '10.0.1.23')).status).toBe(200);
  });

  test('health is sent on as well where it is not exempt', async () => {
    await open({ HEALTH_REDIRECT_EXEMPT: 'false' });
    const answer = await plain('/health', '10.0.1.23');
    expect([answer.status, answer.headers['location']]).toEqual([301, 'https://10.0.1.23/health']);
    expect((await plain('/health').set('X-Forwarded-Proto', 'https')).status).toBe(200);
  });

  test('can be turned off', async () => {
    await open({ HTTPS_REDIRECT: 'off' });
    expect((await plain(SHELF)).status).toBe(404);
  });
});

test('every answer names the release, and no answer the framework', async () => {
  await open({ RELEASE_ID: 'r42' });
  const answers = [await plain('/health'), await plain('/', 'evil.example'), await plain('/'), await shop.get('/shelf')];
  expect(answers.map(({ headers }) => headers['x-release'])).toEqual(Array(4).fill('r42'));
  expect(answers.filter(({ headers }) => 'x-powered-by' in headers)).toEqual([]);
});
