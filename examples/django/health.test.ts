import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { appendFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { until } from '../../app/until.testing.js';
import { DjangoBench, ENOUGH, describeWithDjango } from './django-bench.testing.js';
import type { Answer } from './machine.testing.js';

interface Check {
  readonly status: string;
  readonly output?: string;
}

const checksOf = ({ text }: Answer): Record<string, Check[]> => (JSON.parse(text) as { checks: Record<string, Check[]> }).checks;

/** Status, and the outputs of the checks that fail. */
const outcome = (answer: Answer): unknown => [
  answer.status,
  Object.fromEntries(Object.entries(checksOf(answer)).flatMap(([name, [check]]) => (check?.output === undefined ? [] : [[name, check.output]]))),
];

describeWithDjango("the shop's health", () => {
  let bench: DjangoBench;
  const collectors: Socket[] = [];

  beforeAll(async () => (bench = await DjangoBench.open()));
  afterAll(async () => {
    await bench?.close();
    for (const collector of collectors) collector.close();
  });

  test.concurrent('passes, says what it looked at, and follows the database', async () => {
    const database = await bench.database();
    const machine = await bench.boot({ DATABASE_URL: bench.postgres.url(database), RELEASE_ID: 'r9' });
    await machine.booted();
    const answer = await machine.health();
    const passes = (componentType: string) => [{ status: 'pass', componentType, observedValue: expect.any(Number) as number, observedUnit: 'ms' }];
    expect([answer.status, answer.headers['content-type'], answer.headers['content-length'], JSON.parse(answer.text)]).toEqual([
      200,
      'application/health+json',
      String(answer.text.length),
      { status: 'pass', releaseId: 'r9', checks: { database: passes('datastore'), migrations: passes('datastore'), pages: passes('component') } },
    ]);

    await bench.postgres.run(`DELETE FROM django_migrations WHERE name = '0003_reviews'`, database);
    expect(outcome(await machine.health())).toEqual([503, { migrations: '1 pending: shop.0003_reviews' }]);
    await bench.postgres.run(`INSERT INTO django_migrations (app, name, applied) VALUES ('shop', '0003_reviews', now())`, database);

    await bench.postgres.run('ALTER TABLE shop_review RENAME TO elsewhere', database);
    expect(outcome(await machine.health())).toEqual([503, { pages: expect.stringMatching(/^GET \/items\/stovetop-kettle\/ answered 500: relation "shop_review" does not exist/) as string }]);
    await bench.postgres.run('ALTER TABLE shop_item DROP COLUMN stock', database);
    expect(outcome(await machine.health())).toEqual([503, { pages: expect.stringMatching(/^GET \/ answered 500: column shop_item.stock does not exist.*; finding an item failed|^GET \/ answered 500: column shop_item.stock/) as string }]);
  });

  test.concurrent('names leaf nodes that are in conflict', async () => {
    const machine = await bench.boot({ MIGRATE_ON_START: 'false' }, (folder) => {
      writeFileSync(join(folder, 'shop/migrations/0003_other.py'), "from django.db import migrations\n\n\nclass Migration(migrations.Migration):\n    dependencies = [('shop', '0002_stock')]\n");
    });
    await machine.booted();
    expect(outcome(await machine.health())).toEqual([503, { migrations: 'conflicting leaf nodes: shop.0003_other, shop.0003_reviews' }]);
  });

  test.concurrent('says that the database is not there, to the collector too, and its password to nobody', async () => {
    const collector = createSocket('udp4').bind(0, '127.0.0.1');
    collectors.push(collector);
    await once(collector, 'listening');
    const shipped: string[] = [];
    collector.on('message', (datagram: Buffer) => shipped.push(datagram.toString()));
    const url = 'postgres://shop:hidden-pw@127.0.0.1:1/shop';
    const machine = await bench.boot({ DATABASE_URL: url, MIGRATE_ON_START: 'false', LOG_COLLECTOR: `127.0.0.1:${collector.address().port}` });
    await machine.booted();
    const answer = await machine.health();
    expect([answer.status, checksOf(answer).database?.[0]?.output]).toEqual([503, expect.stringContaining('Connection refused')]);
    await until(() => shipped.length >= 2, `two events in ${shipped.join('\n')}`, 30);
    const events = shipped.map((text) => [text.slice(0, text.indexOf('{')).replace(/\w{3} [ \d]\d [\d:]{8}/, 'TIME'), JSON.parse(text.slice(text.indexOf('{'))) as object]);
    expect(events).toContainEqual(['<190>TIME nginx: ', expect.objectContaining({ log: 'health', url: '/health', host: '10.0.0.9:80', status: 503 })]);
    expect(events).toContainEqual(['<11>shop: ', expect.objectContaining({ log: 'health', status: 503, failures: expect.objectContaining({ database: expect.stringContaining('Connection refused') as string }) as object })]);
    expect([answer.text, ...shipped, ...machine.lines].join('\n')).not.toMatch(/hidden-pw|a-secret-of-the-tests/);
  });

  test.concurrent('shallow, it passes whatever there is to see', async () => {
    const machine = await bench.boot({ DATABASE_URL: 'postgres://shop:pw@127.0.0.1:1/shop', MIGRATE_ON_START: 'false', HEALTH_MODE: 'shallow' });
    await machine.booted();
    const { status, text } = await machine.health();
    expect([status, JSON.parse(text)]).toEqual([200, { status: 'pass', releaseId: 'dev', checks: {} }]);
    expect((await machine.visit('/')).status).toBe(500);
  });

  test.concurrent('is nobody\'s where the proxy answers for the shop', async () => {
    const machine = await bench.boot({ NGINX_CONF: 'nginx-answers.conf', RESPAWN_LIMIT: '0 5' }, (folder) => appendFileSync(join(folder, 'storefront/wsgi.py'), 'raise ImportError\n'));
    expect(await machine.booted()).toBe('init: web is stopped: respawning too fast');
    const answer = await machine.health();
    expect([answer.status, answer.text, (await machine.visit('/')).status]).toEqual([200, '{"status":"pass"}\n', 502]);
  });

  test.concurrent.each([
    ['in-process', 'GET / answered 500: Invalid block tag on line 2: \'nothing\'. Did you forget to register or load this tag?'],
    ['http', 'GET / answered 500'],
  ])('asks for the pages %s', async (mode, output) => {
    const machine = await bench.boot({ PAGES_CHECK: mode, RELEASE_HOST: 'shop.example.com' }, (folder) => {
      appendFileSync(join(folder, 'shop/templates/shop/front.html'), '{% nothing %}');
      writeFileSync(join(folder, 'shop/templates/shop/front.html'), '<p>\n{% nothing %}');
    });
    await machine.booted();
    expect(outcome(await machine.health())).toEqual([503, { pages: output }]);
    // Its proxy writes this line behind that of the page.
    await machine.says('"log":"health"');
    expect(machine.count('"url":"/","host":"shop.example.com","status":500')).toBe(mode === 'http' ? 1 : 0);
  });

  test.concurrent('is bounded in time where a page hangs', async () => {
    const machine = await bench.boot({}, (folder) => {
      const path = join(folder, 'shop/views.py');
      appendFileSync(path, '\n\ndef front(request):\n    import time\n    time.sleep(8)\n');
    });
    await machine.booted();
    expect(outcome(await machine.health())).toEqual([503, { pages: 'no answer within 3000 ms' }]);
  });

  test.concurrent('answers to the address that the metadata service gives', async () => {
    const asked: string[] = [];
    const service = createServer(({ method = '', url = '', headers }, response) => {
      asked.push(`${method} ${url} ${String(headers['x-aws-ec2-metadata-token'] ?? headers['x-aws-ec2-metadata-token-ttl-seconds'])}`);
      response.end(method === 'PUT' ? 'a-token' : '10.0.1.23');
    }).listen(0, '127.0.0.1');
    await once(service, 'listening');
    const endpoint = `http://127.0.0.1:${(service.address() as AddressInfo).port}`;
    const machine = await bench.boot({ ALLOWED_HOSTS: 'shop.example.com', PRIVATE_ADDRESS_FROM: 'metadata', AWS_EC2_METADATA_SERVICE_ENDPOINT: endpoint });
    await machine.booted();
    expect([(await machine.ask('/health', { host: '10.0.1.23:80' })).status, (await machine.ask('/health', { host: '10.0.1.24:80' })).status]).toEqual([200, 400]);
    expect(new Set(asked)).toEqual(new Set(['PUT /latest/api/token 60', 'GET /latest/meta-data/local-ipv4 a-token']));
    service.closeAllConnections();
    service.close();
  });

  test.concurrent('there is none without the metadata service that the settings ask for', async () => {
    const machine = await bench.boot({ ...ENOUGH, PRIVATE_ADDRESS_FROM: 'metadata', AWS_EC2_METADATA_SERVICE_ENDPOINT: 'http://127.0.0.1:1', RESPAWN_LIMIT: '0 5' });
    expect(await machine.booted()).toBe('init: web is stopped: respawning too fast');
    expect(machine.count('the private address is unknown: the metadata service at http://127.0.0.1:1 failed: [Errno 111] Connection refused')).toBeGreaterThan(0);
  });
});
