import { TestShop } from '../shop.testing.js';
import { until } from '../until.testing.js';

let shop: TestShop;
beforeEach(async () => (shop = await TestShop.open()));
afterEach(() => shop.close());

test('an address without a page gets a page with 404, and is nobody\'s fault', async () => {
  const answer = await shop.get('/shelf');
  expect([answer.status, answer.type]).toEqual([404, 'text/html']);
  expect(answer.text).toContain('<h1>Not Found</h1>');
  expect(answer.text).toContain('There is nothing at this address.');
  await until(() => shop.lines.length > 0, 'the line of the request');
  expect(shop.lines).toEqual([expect.objectContaining({ log: 'shop', method: 'GET', url: '/shelf', status: 404 })]);
});

test('an address that cannot be decoded is answered with 400', async () => {
  expect((await shop.get('/items/%ZZ')).status).toBe(400);
});

test('a page whose database is gone gets 500 without a word of why, and the log has the why', async () => {
  const answer = await shop.get('/');
  expect([answer.status, answer.type]).toEqual([500, 'text/html']);
  expect(answer.text).toContain('Something broke on our side.');
  expect(answer.text).not.toMatch(/ECONNREFUSED|127\.0\.0\.1|hidden-pw/);
  const failure = shop.lines.find(({ msg }) => msg === 'a page failed');
  expect(failure).toMatchObject({ log: 'shop', method: 'GET', url: '/' });
  expect(JSON.stringify(failure)).toContain('ECONNREFUSED');
});

test('the status gets through although the layout is broken', async () => {
  shop.breakFile('views/partials/top.ejs', '<% throw new Error("layout") %>');
  const answer = await shop.get('/shelf');
  expect([answer.status, answer.type, answer.text]).toEqual([404, 'text/plain', 'Not Found\n']);
});

test('a form that is too long, or in another charset, is refused by its status', async () => {
  const long = await shop.request('post', '/orders').type('form').send(`name=${'x'.repeat(11_000)}`);
  expect([long.status, long.text.includes('Payload Too Large')]).toEqual([413, true]);
  const strange = await shop.request('post', '/orders').set('Content-Type', 'application/x-www-form-urlencoded; charset=koi8-r').send('a=b');
  expect(strange.status).toBe(415);
});
