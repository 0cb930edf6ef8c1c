import { TestPostgres } from '../postgres.testing.js';
import { hashedName, HOST, ShopDatabases, TestShop } from '../shop.testing.js';

let postgres: TestPostgres;
let databases: ShopDatabases;
let shop: TestShop;
let database: string;

beforeAll(async () => {
  postgres = await TestPostgres.start();
  databases = await ShopDatabases.on(postgres);
});
afterAll(() => postgres?.stop());
beforeEach(async () => {
  database = await databases.make();
  shop = await TestShop.open({ HEALTH_MODE: 'full', PUBLIC_HOST: HOST, DATABASE_URL: postgres.url(database) });
});
afterEach(() => shop.close());

async function failures(host = HOST): Promise<Record<string, string>> {
  const answer = await shop.get('/health').set('Host', host).buffer(true).parse((response, done) => {
    let text = '';
    response.on('data', (chunk: Buffer) => (text += chunk.toString())).on('end', () => done(null, text));
  });
  const { checks } = JSON.parse(String(answer.body)) as { checks: Record<string, { status: string; output?: string }[]> };
  expect(Object.keys(checks)).toEqual(['database', 'migrations', 'pages', 'orders', 'assets', 'room']);
  const failed = Object.entries(checks).flatMap(([name, [check]]) => (check?.status === 'fail' ? [[name, check.output ?? '']] : []));
  expect(answer.status).toBe(failed.length === 0 ? 200 : 503);
  return Object.fromEntries(failed);
}

test('a whole shop passes, by whatever name it is asked, and an order of the check stays nowhere', async () => {
  expect(await failures()).toEqual({});
  expect(await failures('10.0.0.2')).toEqual({});
  expect(await postgres.run('SELECT id FROM orders', database)).toEqual([]);
});

test('pages are only for known hosts all the same', async () => {
  expect((await shop.get('/').set('Host', '10.0.0.2')).status).toBe(400);
});

test('a database that cannot be written to fails the check of orders', async () => {
  await postgres.run(`ALTER DATABASE ${database} SET default_transaction_read_only = on`);
  expect(await failures()).toEqual({ orders: expect.stringContaining('read-only transaction') });
});

test('a table of orders that is gone fails the check of orders', async () => {
  await postgres.run('DROP TABLE orders', database);
  expect(await failures()).toEqual({ orders: expect.stringContaining('"orders" does not exist') });
});

test.each(['<% throw new Error("no thanks") %>', ''])('a page of thanks that is %j fails the check of orders', async (text) => {
  shop.breakFile('views/thanks.ejs', text);
  expect(Object.keys(await failures())).toEqual(['orders']);
});

test.each([
  ['empty', ''],
  ['gone', undefined],
  ['another than the one that was built', 'body { color: red }'],
])('an asset that is %s fails the check of assets', async (_, text) => {
  shop.breakFile(`assets/${hashedName('shop.css')}`, text);
  expect(await failures()).toEqual({ assets: `missing, or not as built: ${hashedName('shop.css')}` });
});

test('pages without their frame fail the check of pages', async () => {
  shop.breakFile('views/partials/bottom.ejs', '');
  expect((await failures())['pages']).toContain('GET / answered a page without </main>, </html>');
});

test('no connection is left behind, also where an order fails', async () => {
  await postgres.run('DROP TABLE orders', database);
  for (let round = 0; round < 3; round += 1) await failures();
  expect(shop.pool.waitingCount).toBe(0);
  expect(shop.pool.idleCount).toBe(shop.pool.totalCount);
});
