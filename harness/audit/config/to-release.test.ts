import fc from 'fast-check';
import { ConfigError } from '../../model/errors.js';
import { validateHealthCheck } from '../../model/health-check-rules.js';
import { toSeconds } from '../../model/duration.js';
import { checkConfig } from './check-config.js';
import { CONFIG_SCHEMA, type AuditConfig } from './config-schema.js';
import { toAuditInput, type PlacedConfig } from './to-release.js';

const inputOf = (config: AuditConfig, placed: Partial<PlacedConfig> = {}) =>
  toAuditInput({ config: checkConfig({ command: 'node server.js', ...config }, 'test'), base: '/srv/till', name: 'till', ...placed });
const releaseOf = (config: AuditConfig, placed: Partial<PlacedConfig> = {}) => inputOf(config, placed).release;

test('a command alone makes a whole release', () => {
  expect(inputOf({})).toEqual({
    release: {
      name: 'till',
      folder: '/srv/till',
      command: ['node', 'server.js'],
      env: {},
      port: { setting: 'PORT', instancePort: 80 },
      publicHost: 'app.example.com',
      pages: {},
      users: [{ name: '/', method: 'GET', path: '/', headers: {} }],
      checks: {},
      healthCheck: { target: 'HTTP:80/health', interval: 15, timeout: 5, healthyThreshold: 2, unhealthyThreshold: 2 },
      balancer: 'classic',
      deadline: 60,
      settle: 1,
      respawn: false,
    },
    ignore: [],
    deployment: {},
  });
});

test('tables that are named limit those that are broken, none of them included', () => {
  expect(inputOf({ postgres: { setting: 'PG', tables: ['items'] } }).tables).toEqual(['items']);
  expect(inputOf({ postgres: { setting: 'PG', tables: [] } }).tables).toEqual([]);
  expect(inputOf({ postgres: { setting: 'PG' } })).not.toHaveProperty('tables');
});

test.each<[string, AuditConfig, object]>([
  ['folder and build', { folder: 'dist', build: 'npm run build' }, { folder: '/srv/till/dist', build: { command: ['npm', 'run', 'build'], folder: '/srv/till' } }],
  ['a folder of its own in an image', { folder: 'dist', image: { name: 'till:1', folder: '/srv/app' } }, { folder: '/srv/till/dist', image: { name: 'till:1', folder: '/srv/app', overlaid: true } }],
  ['a fixed port', { port: 3000, fixedPort: true }, { port: { setting: 'PORT', instancePort: 3000, fixed: 3000 } }],
  ['a place for the port', { command: 'web --port {port}', portSetting: 'HTTP_PORT' }, { command: ['web', '--port', '{port}'], port: { setting: 'HTTP_PORT', instancePort: 80 } }],
  ['values that are no text', { env: { A: 1, B: false, C: '' } }, { env: { A: '1', B: 'false', C: '' } }],
  [
    'settings that the testbed gives',
    { env: { PORT: '3000', BIND: 'x', DATABASE_URL: 'postgres://db', METADATA: 'x', REST: 'y' }, bindSetting: 'BIND', metadataSetting: 'METADATA', postgres: 'DATABASE_URL' },
    { env: { REST: 'y', BIND: '0.0.0.0' }, bind: { setting: 'BIND' }, metadata: { setting: 'METADATA' }, database: { setting: 'DATABASE_URL', filledBy: 'app', tables: [] } },
  ],
  ['an id of the release', { releaseIdSetting: 'RELEASE' }, { releaseId: { setting: 'RELEASE' }, env: { RELEASE: 'release-under-test' } }],
  ['an id that is given', { releaseIdSetting: 'RELEASE', env: { RELEASE: 'v7' } }, { env: { RELEASE: 'v7' } }],
  ['a seed in SQL', { postgres: { setting: 'PG', seed: 'db/seed.sql', tables: ['items'] } }, { database: { setting: 'PG', seed: 'db/seed.sql', tables: ['items'] } }],
  ['a seed by a command', { postgres: { setting: 'PG', seed: 'node seed.js' } }, { database: { setting: 'PG', seedCommand: ['node', 'seed.js'], filledBy: 'app', tables: [] } }],
  ['a seed by psql', { postgres: { setting: 'PG', seed: 'psql -f seed.sql' } }, { database: { seedCommand: ['psql', '-f', 'seed.sql'] } }],
  [
    'migrations',
    { postgres: 'PG', migrations: { command: 'npx knex migrate:latest' } },
    { database: { setting: 'PG', tables: [] }, migrations: { folder: 'migrations', format: 'sql', command: ['npx', 'knex', 'migrate:latest'], skipWith: {}, table: 'knex_migrations' } },
  ],
  [
    'migrations in words',
    { postgres: 'PG', migrations: { command: 'm', folder: 'db', format: { django: 'shop' }, skipWith: { MIGRATE: false }, atStart: true, table: 'done', advisoryLock: '7' } },
    { migrations: { folder: 'db', format: { django: 'shop' }, command: ['m'], skipWith: { MIGRATE: 'false' }, atStart: true, table: 'done', advisoryLock: '7' } },
  ],
  ['dependencies', { env: { A: 'a:1', B: 'b:2' }, dependencies: ['A', { setting: 'B', optional: true }] }, { dependencies: [{ setting: 'A' }, { setting: 'B', optional: true }] }],
  ['a list of checks', { checks: ['database', 'pages'] }, { checks: { database: {}, pages: {} } }],
  ['checks with needs', { checks: { pages: { needs: ['database'] }, database: {} } }, { checks: { database: {}, pages: { needs: ['database'] } } }],
  ['times', { deadline: '2m', settle: 0, respawn: true, bootedLine: 'up' }, { deadline: 120, settle: 0, respawn: true, bootedLine: 'up' }],
])('%s', (_, config, release) => expect(releaseOf(config)).toMatchObject(release));

test('a database that migrations fill is not filled by the app', () => {
  expect(releaseOf({ postgres: 'PG', migrations: { command: 'm' } }).database).toEqual({ setting: 'PG', tables: [] });
  expect(releaseOf({ postgres: { setting: 'PG', seed: 'seed.sql' } }).database).not.toHaveProperty('filledBy');
});

const JOURNEYS = [{ name: 'order', steps: [{ path: '/orders', form: { item: '1' } }] }];
test('where nothing else gives it data, users fill a database once, also after migrations', () => {
  const migrations = { command: 'm' };
  expect(releaseOf({ postgres: 'PG', migrations, journeys: JOURNEYS }).database).toMatchObject({ filledBy: 'app' });
  for (const seed of ['seed.sql', 'node seed.js']) expect(releaseOf({ postgres: { setting: 'PG', seed }, migrations, journeys: JOURNEYS }).database).not.toHaveProperty('filledBy');
  expect(releaseOf({ postgres: 'PG', migrations, journeys: [{ name: 'look', steps: [{ path: '/' }] }] }).database).not.toHaveProperty('filledBy');
});

test('migrations that are no SQL files are files', () => {
  expect(releaseOf({ postgres: 'PG', migrations: { command: 'm' } }, { sqlMigrations: false }).migrations).toMatchObject({ format: 'files', table: 'schema_migrations' });
});

test('what belongs to the audit goes beside the release', () => {
  const readChecks = () => ({});
  const config: AuditConfig = { templates: 'views', static: [], ignore: [{ mutant: 'a:*', reason: 'b' }], reset: 'node reset.js', gracePeriod: '5m', capacityTimeout: 600, watchFor: '2m', readChecks };
  expect(inputOf(config)).toMatchObject({ templates: ['views'], statics: [], ignore: [{ mutant: 'a:*', reason: 'b' }], reset: ['node', 'reset.js'], deployment: { gracePeriod: 300, capacityTimeout: 600 }, watchFor: 120, readChecks });
});

test.each<[string, AuditConfig, string]>([
  ['no command', { command: undefined }, 'command: expected the command that starts the app, found none'],
  ['a shell line', { command: 'a && b' }, 'command: expected plain words and quotes, found "&"'],
  ['a fixed port that is not told', { fixedPort: true }, 'fixedPort: expected the port in "port"'],
  ['migrations of no database', { migrations: { command: 'm' } }, 'migrations: expected "postgres"'],
  ['a dependency that nobody gives', { env: { A: 'hunter2' }, dependencies: ['B'] }, 'dependencies: expected settings that the app is given (A), found "B"'],
  ['a need that is no check', { checks: { pages: { needs: ['disk'] } } }, 'checks.pages.needs: expected names of checks (pages), found "disk"'],
  ['an image whose folder is not known', { image: 'till:1', folder: '.' }, 'image: expected the folder of the image that holds the release'],
  ['a list that names no program', { command: ['', 'x'] }, 'command: expected a program first'],
  ['one setting for two things', { postgres: 'PORT' }, 'found "PORT" twice; correct one'],
  ['a watch longer than an hour', { watchFor: '61m' }, 'watchFor: expected at most 1h, found "61m"'],
  ['a watch of a negative time', { watchFor: '-5s' }, 'watchFor: expected seconds or a text'],
  ['a negative time', { gracePeriod: '-5s' }, 'gracePeriod: expected seconds or a text'],
])('refuses %s', (_, config, message) => {
  expect(() => inputOf(config)).toThrow(ConfigError);
  expect(() => inputOf(config)).toThrow(message);
});

test('whatever the schema takes is a release that AWS would take, or is refused with a reason', () => {
  const word = fc.constantFrom('a', 'B_1', 'PORT', 'DATABASE_URL', 'node server.js', 'a | b', '"', '/', '/health', '/a b', 'HTTP:80/health', 'TCP:3000', 'seed.sql', '1m', '-5s', '200', '');
  const small = fc.constantFrom(1, 2, 3, 5, 10, 15, 80, 200, 300, 3000);
  const record = (values: fc.Arbitrary<unknown>) => fc.dictionary(word, values, { maxKeys: 3 });
  const command = fc.oneof(word, fc.array(word, { maxLength: 3 }));
  const any: Record<string, fc.Arbitrary<unknown>> = {
    command, build: command, reset: command, image: word, folder: word, name: word,
    port: small, portSetting: word, fixedPort: fc.boolean(), bindSetting: word, releaseIdSetting: word,
    env: record(fc.oneof(word, small, fc.boolean())), health: word,
    healthCheck: fc.record({ target: word, interval: small, timeout: small, healthyThreshold: small, unhealthyThreshold: small, matcher: word, initialSuccesses: small }, { requiredKeys: [] }),
    balancer: fc.constantFrom('classic', 'application', 'network'), deadline: fc.oneof(small, word), settle: fc.oneof(small, word),
    checks: fc.oneof(fc.array(word, { maxLength: 3 }), record(fc.record({ needs: fc.array(word, { maxLength: 2 }) }, { requiredKeys: [] }))),
    pages: fc.array(fc.oneof(word, fc.record({ path: word, status: small, text: word }, { requiredKeys: ['path'] })), { maxLength: 3 }),
    journeys: fc.array(fc.record({ name: word, steps: fc.array(fc.record({ path: word, body: word, json: fc.jsonValue(), form: record(word), method: fc.constantFrom('GET', 'PUT') }, { requiredKeys: ['path'] }), { maxLength: 2 }) }), { maxLength: 2 }),
    postgres: fc.oneof(word, fc.record({ setting: word, seed: command }, { requiredKeys: ['setting'] })),
    migrations: fc.record({ command, format: fc.constantFrom('sql', 'files', { django: 'a' }), skipWith: record(word) }, { requiredKeys: ['command'] }),
    dependencies: fc.array(word, { maxLength: 2 }), static: fc.oneof(word, fc.array(word, { maxLength: 2 })), gracePeriod: fc.oneof(small, word),
  };
  const [seen, keys] = [{ releases: 0, refused: 0 }, Object.keys(any)];
  // Few keys at once, or hardly any configuration would be taken.
  const config = fc.subarray(keys, { maxLength: 4 }).chain((chosen) => fc.record(Object.fromEntries(chosen.map((key) => [key, any[key] ?? word]))));
  fc.assert(
    fc.property(config, (given) => {
      const { data } = CONFIG_SCHEMA.safeParse({ command: 'node server.js', ...given });
      fc.pre(data !== undefined);
      try {
        const { release } = toAuditInput({ config: data, base: '/srv/till', name: 'till' });
        seen.releases += 1;
        validateHealthCheck(release.healthCheck, release.balancer);
        expect(toSeconds(release.deadline)).toBeGreaterThanOrEqual(release.healthCheck.interval);
        expect(release.command[0]).toBeTruthy();
        expect(new Set(release.users.map(({ name }) => name)).size).toBe(release.users.length);
        expect(release.users.length).toBeGreaterThan(0);
        expect(Object.keys(release.env)).not.toContain(release.port.setting);
      } catch (error) {
        if (!(error instanceof ConfigError)) throw error;
        seen.refused += 1;
      }
    }),
    { numRuns: 1000 },
  );
  expect(Math.min(seen.releases, seen.refused)).toBeGreaterThan(50);
});

test.each(['postgresql://app@db.example.com/till', 'postgres://db'])('a second database of the app, at %s, is refused, since nothing stands in for it', (url) => {
  const env = { DIRECT_URL: url };
  expect(() => releaseOf({ postgres: 'DATABASE_URL', env })).toThrow('expected the database in DATABASE_URL alone, which the testbed gives, found one in DIRECT_URL too');
  expect(releaseOf({ env }).env).toEqual(env);
});

test('a database by the words of the driver is refused beside one by its URL', () => {
  expect(() => releaseOf({ postgres: 'DATABASE_URL', env: { PGHOST: 'db' } })).toThrow('found one in PGHOST too');
});
