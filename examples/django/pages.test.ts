import { DjangoBench, describeWithDjango } from './django-bench.testing.js';
import type { Machine } from './machine.testing.js';

const ORDER = 'item=stovetop-kettle&quantity=2&name=Ada';
const FORM = { 'content-type': 'application/x-www-form-urlencoded' };

describeWithDjango('the shop behind its proxy', () => {
  let bench: DjangoBench;
  let machine: Machine;
  let database: string;

  beforeAll(async () => {
    bench = await DjangoBench.open();
    database = await bench.database();
    machine = await bench.boot({ DATABASE_URL: bench.postgres.url(database) });
    await machine.booted();
  });
  afterAll(async () => bench?.close());

  test('sends visitors to HTTPS, and the balancer not', async () => {
    const { status, headers } = await machine.ask('/items/tea-tin/?a=b', { host: 'shop.example.com', 'x-forwarded-proto': 'http' });
    expect([status, headers.location]).toEqual([301, 'https://shop.example.com/items/tea-tin/?a=b']);
    expect((await machine.ask('/', { host: 'shop.example.com' })).status).toBe(301);
    expect((await machine.health()).status).toBe(200);
  });

  test('gives the same pages each time, whoever of its processes makes them', async () => {
    for (const path of ['/', '/items/stovetop-kettle/', '/thanks/']) {
      const answers = await Promise.all(Array.from({ length: 8 }, () => machine.visit(path)));
      expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
      expect(answers[0]?.status).toBe(200);
    }
    expect((await machine.visit('/')).text).toMatch(/Gooseneck kettle[^]*€ 72\.00[^]*5 in stock/);
    expect((await machine.visit('/items/stovetop-kettle/')).text).toContain('The whistle is not a joke.');
  });

  test('adds the slash that is missing, knows its hosts and what it sells', async () => {
    const { status, headers } = await machine.visit('/items/tea-tin');
    expect([status, headers.location]).toEqual([301, '/items/tea-tin/']);
    expect((await machine.visit('/items/spoon/')).status).toBe(404);
    expect((await machine.visit('/', { host: 'other.example.com' })).status).toBe(400);
  });

  test('has its stylesheet served by the proxy', async () => {
    const path = /\/static\/shop\/shop\.[0-9a-f]{12}\.css/.exec((await machine.visit('/')).text)?.[0] ?? '';
    const { status, headers, text } = await machine.visit(path);
    expect([status, headers['content-type'], text]).toEqual([200, 'text/css', expect.stringContaining('.shelf')]);
  });

  test('takes an order from its own pages and from clients without an origin, and from no other site', async () => {
    const place = (origin: Record<string, string>, body = ORDER) => machine.visit('/orders', { ...FORM, ...origin }, body);
    for (const origin of [{ origin: 'https://shop.example.com' }, {}]) {
      const { status, headers } = await place(origin as Record<string, string>);
      expect([status, headers.location]).toEqual([303, '/thanks/']);
    }
    for (const origin of ['https://evil.example', 'null', 'http://[']) expect((await place({ origin })).status).toBe(403);
    for (const body of ['', ORDER.replace('=2', '=100'), ORDER.replace('stovetop-kettle', 'spoon'), ORDER.replace('Ada', '%00')]) expect((await place({}, body)).status).toBe(422);
    expect((await machine.visit('/orders')).status).toBe(405);
    expect(await bench.postgres.run('SELECT quantity, customer_name FROM shop_order', database)).toEqual([
      { quantity: 2, customer_name: 'Ada' },
      { quantity: 2, customer_name: 'Ada' },
    ]);
  });

  test('keeps a log of the checks apart from that of visitors, one JSON object a line, and says both', async () => {
    await machine.ask('/health', { host: '10.0.0.9:80', 'user-agent': 'ELB-HealthChecker/1.0 "\u00e9' });
    await machine.visit('/thanks/?n=1');
    await machine.says('"url":"/thanks/?n=1"');
    const lines = (path: string) => machine.read(path).trim().split('\n').map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(lines('run/health.log').pop()).toMatchObject({ log: 'health', url: '/health', status: 200, upstreamStatus: '200', agent: expect.stringContaining('ELB-HealthChecker/1.0 "') as string });
    expect(lines('run/health.log').every(({ url }) => url === '/health')).toBe(true);
    expect(lines('run/access.log').some(({ url }) => url === '/health')).toBe(false);
    expect(lines('run/access.log').pop()).toMatchObject({ log: 'access', url: '/thanks/?n=1', status: 200 });
    expect(machine.count('"log":"health"')).toBeGreaterThan(0);
  });
});
