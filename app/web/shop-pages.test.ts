import { ShopDatabases, hashedName, TestShop } from '../shop.testing.js';
import { TestPostgres } from '../postgres.testing.js';
import { until } from '../until.testing.js';

let postgres: TestPostgres;
let databases: ShopDatabases;
let database: string;
let shop: TestShop;

beforeAll(async () => {
  postgres = await TestPostgres.start();
  databases = await ShopDatabases.on(postgres);
  database = await databases.make();
  shop = await TestShop.open({ DATABASE_URL: postgres.url(database), SHOP_NAME: 'Pots & Pans' });
});
afterAll(async () => {
  await shop?.close();
  await postgres?.stop();
});
afterEach(() => databases.refill(database));

const order = { item: 'tea-tin', quantity: '3', name: 'Marit <b>' };
const post = (form: object, headers: Record<string, string> = {}) => shop.request('post', '/orders').type('form').set(headers).send(form);
const orders = () => postgres.run<{ customer_name: string; quantity: number; total_cents: number }>('SELECT customer_name, quantity, total_cents FROM orders', database);

describe('pages', () => {
  test('the front page shows what there is, in order, with prices', async () => {
    const { status, text } = await shop.get('/');
    expect(status).toBe(200);
    expect([...text.matchAll(/href="\/items\/([^"]+)"/g)].map(([, slug]) => slug)).toEqual([
      'stovetop-kettle', 'gooseneck-kettle', 'stoneware-teapot', 'breakfast-mug', 'tea-tin', 'leaf-strainer',
    ]);
    expect(text).toContain('£49.00');
    expect(text).toContain(`src="/assets/${hashedName('kettle.svg')}"`);
    expect(text).toContain('<title>Our shelves – Pots &amp; Pans</title>');
  });

  test('the front page of an empty shop says so', async () => {
    await postgres.run('DELETE FROM reviews; DELETE FROM items', database);
    expect((await shop.get('/')).text).toContain('The shelves are empty just now.');
  });

  test('the page of an item shows its price, stock, reviews and form', async () => {
    const { status, text } = await shop.get('/items/stovetop-kettle');
    expect(status).toBe(200);
    for (const part of ['12 in stock', '★★★★★ Marit', 'The whistle is not a joke.', '<input type="hidden" name="item" value="stovetop-kettle">']) {
      expect(text).toContain(part);
    }
  });

  test('an item without stock or reviews says so', async () => {
    const { text } = await shop.get('/items/tea-tin');
    expect(text).toContain('Made to order');
    expect(text).toContain('Nobody has reviewed this yet.');
  });

  test('what is written in the database is text on the page, not markup', async () => {
    await postgres.run(`UPDATE reviews SET body = '<script>x</script>'`, database);
    expect((await shop.get('/items/breakfast-mug')).text).toContain('&lt;script&gt;x&lt;/script&gt;');
  });

  test.each(['nothing', "x' OR '1'='1", 'tea%20tin'])('an item called %j is not sold', async (slug) => {
    const { status, text } = await shop.get(`/items/${encodeURIComponent(slug)}`);
    expect([status, text.includes('We do not sell this.')]).toEqual([404, true]);
  });

  test('every request is one line of the log', async () => {
    await shop.get('/items/tea-tin?from=mail');
    const linesOfIt = () => shop.lines.filter(({ url }) => url === '/items/tea-tin?from=mail');
    await until(() => linesOfIt().length > 0, 'a line');
    expect(linesOfIt()).toEqual([
      expect.objectContaining({ log: 'shop', method: 'GET', url: '/items/tea-tin?from=mail', host: 'shop.example', status: 200, durationMs: expect.any(Number) }),
    ]);
    expect(linesOfIt()[0]).not.toHaveProperty('aborted');
  });
});

describe('orders', () => {
  test('a good form is one order at the price of the moment, thanked for on a page of its own', async () => {
    const posted = await post(order);
    expect(posted.status).toBe(303);
    expect(posted.headers['location']).toMatch(/^\/orders\/1\.[\w-]{22}$/);
    expect(await orders()).toEqual([{ customer_name: 'Marit <b>', quantity: 3, total_cents: 2850 }]);

    const thanks = await shop.get(posted.headers['location'] ?? '');
    expect(thanks.status).toBe(200);
    expect(thanks.text).toContain('Thank you, Marit &lt;b&gt;');
    expect(thanks.text).toContain('Order 1: 3 × Tea tin, £28.50 in all.');
  });

  test('a form with faults is refused with all of them, and orders nothing', async () => {
    const { status, text } = await post({ item: 'tea-tin', quantity: '0', name: '' });
    expect(status).toBe(422);
    expect(text).toContain('the quantity must be from 1 to 99; tell us your name');
    expect(await orders()).toEqual([]);
  });

  test('an item that is not sold is refused', async () => {
    const { status, text } = await post({ ...order, item: 'samovar' });
    expect([status, text.includes('we do not sell this item')]).toEqual([422, true]);
    expect(await orders()).toEqual([]);
  });

  test('a body of another type is a form without fields', async () => {
    expect((await shop.request('post', '/orders').send(order)).status).toBe(422);
  });

  test.each(['https://shop.example', 'https://SHOP.example:8443', 'http://shop.example'])('a form of a page at %s is ours', async (origin) => {
    expect((await post(order, { Origin: origin })).status).toBe(303);
  });

  test.each(['https://evil.example', 'https://shop.example.evil.example', 'null', ''])('a form of a page at %j is refused', async (origin) => {
    expect((await post(order, { Origin: origin })).status).toBe(403);
    expect(await orders()).toEqual([]);
  });

  test('the thanks of others cannot be guessed', async () => {
    const [, mine = ''] = /\.(.*)$/.exec((await post(order)).headers['location'] ?? '') ?? [];
    await post(order);
    for (const guess of ['2', `2.${mine}`, '1', '1.', 'x']) expect((await shop.get(`/orders/${guess}`)).status).toBe(404);
  });

  test('a number that was signed for an order no longer there is not found', async () => {
    const { headers } = await post(order);
    await postgres.run('DELETE FROM orders', database);
    expect((await shop.get(headers['location'] ?? '')).status).toBe(404);
  });
});
