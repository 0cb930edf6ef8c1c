import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { TestPostgres } from '../postgres.testing.js';
import { ShopDatabases, TestShop } from '../shop.testing.js';
import { until } from '../until.testing.js';

let postgres: TestPostgres;
let databases: ShopDatabases;
let database: string;
let shop: TestShop;

beforeAll(async () => {
  postgres = await TestPostgres.start();
  databases = await ShopDatabases.on(postgres);
  database = await databases.make();
});
afterAll(() => postgres?.stop());
afterEach(() => shop.close());

const open = async (variables: Record<string, string> = {}): Promise<void> => {
  shop = await TestShop.open({ DATABASE_URL: postgres.url(database), ...variables });
};

interface Answer {
  readonly status: string;
  readonly checks: Record<string, { status: string; output?: string }[]>;
}

/** The status of the answer, and what each failed check says. */
async function health(): Promise<{ code: number; checks: string[]; failures: Record<string, string> }> {
  const answer = await shop.get('/health').buffer(true).parse((response, done) => {
    let text = '';
    response.on('data', (chunk: Buffer) => (text += chunk.toString())).on('end', () => done(null, text));
  });
  const { checks } = JSON.parse(String(answer.body)) as Answer;
  const failed = Object.entries(checks).flatMap(([name, [check]]) => (check?.status === 'fail' ? [[name, check.output ?? '']] : []));
  return { code: answer.status, checks: Object.keys(checks), failures: Object.fromEntries(failed) };
}

describe('which checks there are', () => {
  test.each<[Record<string, string>, string[]]>([
    [{}, ['database', 'migrations', 'pages']],
    [{ HEALTH_DATABASE: 'pooled' }, ['database', 'migrations', 'pages']],
    [{ HEALTH_DATABASE: 'none' }, ['migrations', 'pages']],
    [{ HEALTH_MIGRATIONS: 'exact' }, ['database', 'migrations', 'pages']],
    [{ HEALTH_MIGRATIONS: 'none' }, ['database', 'pages']],
    [{ HEALTH_PAGES: 'none' }, ['database', 'migrations']],
    [{ HEALTH_MODE: 'shallow' }, []],
  ])('with %j they are %j, and all pass', async (variables, checks) => {
    await open(variables);
    expect(await health()).toEqual({ code: 200, checks, failures: {} });
  });

  test('a shallow health is blind to a database that is gone', async () => {
    await open({ HEALTH_MODE: 'shallow', DATABASE_URL: 'postgres://shop@127.0.0.1:1/shop' });
    expect((await health()).code).toBe(200);
  });

  test('the checks write no line into the log of visitors, even if a page of theirs is given up', async () => {
    await open({ HEALTH_CHECK_DEADLINE_MS: '150' });
    shop.breakFile('views/front.ejs', '<% await new Promise(() => undefined) %>');
    expect((await health()).code).toBe(503);
    await shop.get('/nowhere');
    const visitors = () => shop.lines.filter(({ log }) => log === 'shop').map(({ url }) => url);
    await until(() => visitors().length > 0, 'the line of a visitor');
    expect(visitors()).toEqual(['/nowhere']);
  });
});

describe('the database', () => {
  const login = 'clerk:first-password';
  beforeEach(() => postgres.run(`CREATE ROLE clerk LOGIN PASSWORD 'first-password'; GRANT pg_read_all_data TO clerk`));
  afterEach(() => postgres.run('DROP ROLE clerk'));

  test.each([['fresh', 503], ['pooled', 200]])('a password changed under a pool that is connected is, for the %s check, a %d', async (kind, code) => {
    await open({ DATABASE_URL: postgres.url(database, login), HEALTH_DATABASE: kind, HEALTH_PAGES: 'none' });
    expect((await health()).code).toBe(200);
    await postgres.run(`ALTER ROLE clerk PASSWORD 'second-password'`);
    const after = await health();
    expect(after.code).toBe(code);
    expect(after.failures).toEqual(code === 200 ? {} : { database: 'password authentication failed for user "clerk" (28P01)' });
  });

  test.each(['fresh', 'pooled'])('that cannot be reached fails the %s check', async (kind) => {
    await open({ DATABASE_URL: 'postgres://shop:hidden-pw@127.0.0.1:1/shop', HEALTH_DATABASE: kind, HEALTH_PAGES: 'none', HEALTH_MIGRATIONS: 'none' });
    expect(await health()).toEqual({ code: 503, checks: ['database'], failures: { database: expect.stringContaining('ECONNREFUSED') } });
  });

  test('that is not there is named', async () => {
    await open({ DATABASE_URL: postgres.url('nothing') });
    expect((await health()).failures['database']).toBe('database "nothing" does not exist (3D000)');
  });

  test('the fresh check leaves no connection behind', async () => {
    await open({ HEALTH_PAGES: 'none', HEALTH_MIGRATIONS: 'none' });
    for (let round = 0; round < 3; round += 1) expect((await health()).code).toBe(200);
    const left = `SELECT pid FROM pg_stat_activity WHERE application_name = 'shop health'`;
    await until(async () => (await postgres.run(left)).length === 0, 'the server sees them close');
  });
});

describe('the migrations', () => {
  const only = { HEALTH_PAGES: 'none', HEALTH_DATABASE: 'none' };

  test('a database that is behind fails, and what is pending is named in order', async () => {
    await open(only);
    writeFileSync(join(shop.root, 'migrations', '0006_later.sql'), 'SELECT 1');
    writeFileSync(join(shop.root, 'migrations', '0005_next.sql'), 'SELECT 1');
    expect(await health()).toEqual({ code: 503, checks: ['migrations'], failures: { migrations: '2 pending: 0005_next, 0006_later' } });
  });

  test('a database that is ahead passes', async () => {
    await open(only);
    shop.breakFile('migrations/0004_reviews.sql');
    expect((await health()).code).toBe(200);
  });

  describe('where only the very schema of the release will do', () => {
    const exact = { ...only, HEALTH_MIGRATIONS: 'exact' };

    test('that schema passes', async () => {
      await open(exact);
      expect(await health()).toEqual({ code: 200, checks: ['migrations'], failures: {} });
    });

    test('a database that is ahead fails, and what it has had beyond is named', async () => {
      await open(exact);
      shop.breakFile('migrations/0004_reviews.sql');
      shop.breakFile('migrations/0003_item_stock.sql');
      expect(await health()).toEqual({ code: 503, checks: ['migrations'], failures: { migrations: '2 not of this release: 0003_item_stock, 0004_reviews' } });
    });

    test('a database that is behind fails for what is pending', async () => {
      await open(exact);
      writeFileSync(join(shop.root, 'migrations', '0005_next.sql'), 'SELECT 1');
      expect((await health()).failures).toEqual({ migrations: '1 pending: 0005_next' });
    });

    test('one that is both says first what is pending', async () => {
      await open(exact);
      shop.breakFile('migrations/0004_reviews.sql');
      writeFileSync(join(shop.root, 'migrations', '0005_next.sql'), 'SELECT 1');
      expect((await health()).failures).toEqual({ migrations: '1 pending: 0005_next' });
    });

    test('a database without the table of migrations has had none', async () => {
      await open({ ...exact, DATABASE_URL: postgres.url() });
      expect((await health()).failures['migrations']).toMatch(/^4 pending: /);
    });

    test('the migration of the next release turns it while it runs, and going back turns it again', async () => {
      const shared = await databases.make();
      await open({ ...exact, DATABASE_URL: postgres.url(shared) });
      expect((await health()).code).toBe(200);
      await postgres.run(`INSERT INTO pgmigrations (name, run_on) VALUES ('0005_next', now())`, shared);
      expect(await health()).toEqual({ code: 503, checks: ['migrations'], failures: { migrations: '1 not of this release: 0005_next' } });
      await postgres.run(`DELETE FROM pgmigrations WHERE name = '0005_next'`, shared);
      expect((await health()).code).toBe(200);
    });
  });

  test('a database without the table of migrations has had none', async () => {
    await open({ ...only, DATABASE_URL: postgres.url() });
    expect((await health()).failures['migrations']).toBe('4 pending: 0001_items, 0002_orders, 0003_item_stock, 0004_reviews');
  });

  test('a release without its migrations fails', async () => {
    await open({ ...only, APP_ROOT: '/nowhere' });
    expect((await health()).failures['migrations']).toContain('ENOENT');
  });

  test('the check does not wait for a migration that runs', async () => {
    await open(only);
    const runner = new pg.Client({ connectionString: postgres.url(database) });
    await runner.connect();
    try {
      // What node-pg-migrate holds while it works, and what a writer to its table holds.
      await runner.query('SELECT pg_advisory_lock(7241865325823964)');
      await runner.query('BEGIN; LOCK TABLE pgmigrations IN EXCLUSIVE MODE');
      expect((await health()).code).toBe(200);
    } finally {
      await runner.end();
    }
  });
});

describe('the pages', () => {
  const only = { HEALTH_MIGRATIONS: 'none', HEALTH_DATABASE: 'none' };
  const failure = async () => (await health()).failures['pages'];

  test.each([
    ['a template that is missing', 'views/front.ejs', undefined, /^GET \/ answered 500: Failed to lookup view "front"/],
    ['a partial that is missing', 'views/partials/order-form.ejs', undefined, /^GET \/items\/stovetop-kettle answered 500: .*order-form/],
    ['a template that throws', 'views/item.ejs', '<% throw new Error("no shelf") %>', /^GET \/items\/stovetop-kettle answered 500: .*no shelf/],
    ['a template that is no template', 'views/front.ejs', '<% if ( %>', /^GET \/ answered 500: /],
    ['a blank template', 'views/front.ejs', '\n \n', /^GET \/ answered 200 with an empty body$/],
    ['an asset manifest that is missing', 'assets/manifest.json', undefined, /asset manifest cannot be read/],
  ])('%s fails', async (_, path, text, reason) => {
    await open(only);
    shop.breakFile(path, text);
    expect(await failure()).toMatch(reason);
  });

  test('a page that does not end fails at the deadline of a check', async () => {
    await open({ ...only, HEALTH_CHECK_DEADLINE_MS: '150' });
    shop.breakFile('views/front.ejs', '<% await new Promise(() => undefined) %>');
    expect(await failure()).toBe('no answer within 150 ms');
  });

  test('a table that is missing fails with the code of PostgreSQL', async () => {
    await open({ ...only, DATABASE_URL: postgres.url() });
    const reason = await failure();
    expect(reason).toContain('GET / answered 500: relation "items" does not exist (42P01)');
    expect(reason).toContain('finding an item failed: relation "items" does not exist (42P01)');
  });

  test('a page nobody asks for may be broken', async () => {
    await open(only);
    shop.breakFile('views/thanks.ejs');
    expect((await health()).code).toBe(200);
  });
});
