import { hashedName, TestShop } from '../shop.testing.js';

let shop: TestShop;
beforeEach(async () => (shop = await TestShop.open()));
afterEach(() => shop.close());

test('an asset is served under its hashed name, to be kept for a year', async () => {
  const answer = await shop.get(`/assets/${hashedName('shop.css')}`);
  expect([answer.status, answer.type]).toEqual([200, 'text/css']);
  expect(answer.headers['cache-control']).toBe('public, max-age=31536000, immutable');
  expect((await shop.get(`/assets/${hashedName('kettle.svg')}`)).type).toBe('image/svg+xml');
});

test.each(['/assets/shop.css', '/assets/', '/assets/../views/front.ejs', '/assets/%2e%2e/views/front.ejs', '/assets/..%2fmigrations%2f0001_items.sql'])(
  '%s is not served',
  async (path) => expect([403, 404]).toContain((await shop.get(path)).status),
);

test('pages link the assets by their hashed names', async () => {
  const { text } = await shop.get('/nowhere');
  expect(text).toContain(`href="/assets/${hashedName('shop.css')}"`);
  expect(text).toContain(`href="/assets/${hashedName('favicon.svg')}"`);
});

test('without a manifest no page can be drawn', async () => {
  shop.breakFile('assets/manifest.json');
  const answer = await shop.get('/nowhere');
  expect([answer.status, answer.type]).toEqual([404, 'text/plain']);
});
