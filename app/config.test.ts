import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadSettings } from './config.js';
import { SettingsError } from './settings/setting-reader.js';

const enough = {
  SECRET_KEY: 'a-key-for-the-tests',
  ALLOWED_HOSTS: 'Shop.example, www.shop.example',
  DATABASE_URL: 'postgres://shop:hidden@db.internal/shop',
};
const load = (variables: Record<string, string> = {}) => loadSettings({ ...enough, ...variables }, '/srv/shop');

function problemsOf(variables: Record<string, string>): readonly string[] {
  try {
    loadSettings(variables, '/srv/shop');
    return [];
  } catch (error) {
    if (error instanceof SettingsError) return error.problems;
    throw error;
  }
}

test('three settings are enough, and the rest is strict by default', () => {
  expect(load()).toMatchObject({
    allowedHosts: ['shop.example', 'www.shop.example'],
    httpsRedirect: true,
    paths: { views: '/srv/shop/views', migrations: '/srv/shop/migrations', assets: '/srv/shop/assets' },
    listen: { socket: '', port: 8080, address: '0.0.0.0' },
    migrate: { onStart: true, startAfterFailure: true },
    privateAddress: { from: 'none' },
    health: { mode: 'deep', database: 'fresh', migrations: 'on', pages: 'on', redirectExempt: true },
  });
});

test('a check gives up before all of them together do', () => {
  const { checkDeadlineMs, deadlineMs } = load().health;
  expect(checkDeadlineMs).toBeLessThan(deadlineMs);
});

test.each(['SECRET_KEY', 'ALLOWED_HOSTS', 'DATABASE_URL'])('without %s there is one problem, which names it and its place', (key) => {
  expect(problemsOf({ ...enough, [key]: '' })).toEqual([`${key} is empty in the process environment: it needs a value`]);
  const rest = Object.fromEntries(Object.entries(enough).filter(([other]) => other !== key));
  expect(problemsOf(rest)).toEqual([`${key} is missing: set it in the process environment`]);
});

test.each([
  [{ SECRET_KEY: 'short' }, /^SECRET_KEY .*at least 16/],
  [{ ALLOWED_HOSTS: 'http://shop.example' }, /^ALLOWED_HOSTS .*host names/],
  [{ DATABASE_URL: 'mysql://shop:hidden@db/shop' }, /^DATABASE_URL .*postgres:\/\//],
  [{ PORT: '70000' }, /^PORT .*0 to 65535/],
  [{ HTTPS_REDIRECT: 'yes' }, /^HTTPS_REDIRECT .*on or off/],
  [{ DATABASE_POOL_MAX: '0' }, /^DATABASE_POOL_MAX /],
  [{ DATABASE_CONNECT_TIMEOUT_MS: '2s' }, /^DATABASE_CONNECT_TIMEOUT_MS /],
  [{ MIGRATE_ON_START: '1' }, /^MIGRATE_ON_START .*true or false/],
  [{ START_AFTER_FAILED_MIGRATION: 'no' }, /^START_AFTER_FAILED_MIGRATION .*true or false/],
  [{ PRIVATE_ADDRESS_FROM: 'dns' }, /^PRIVATE_ADDRESS_FROM .*metadata or file or none/],
  [{ PRIVATE_ADDRESS_FROM: 'file' }, /^PRIVATE_ADDRESS_FILE is missing/],
  [{ HEALTH_MODE: 'none' }, /^HEALTH_MODE .*deep or full or shallow/],
  [{ HEALTH_DATABASE: 'on' }, /^HEALTH_DATABASE .*fresh or pooled or none/],
  [{ HEALTH_MIGRATIONS: 'off' }, /^HEALTH_MIGRATIONS .*on or exact or none/],
  [{ HEALTH_PAGES: 'off' }, /^HEALTH_PAGES .*on or none/],
  [{ HEALTH_DEADLINE_MS: '3000' }, /^HEALTH_CHECK_DEADLINE_MS .*less than HEALTH_DEADLINE_MS, which is 3000, found 3000/],
  [{ HEALTH_CHECK_DEADLINE_MS: '4001' }, /^HEALTH_CHECK_DEADLINE_MS /],
  [{ SHUTDOWN_DEADLINE_MS: '0' }, /^SHUTDOWN_DEADLINE_MS /],
  [{ LOG_LEVEL: 'loud' }, /^LOG_LEVEL /],
])('%j is refused', (change, complaint) => {
  expect(problemsOf({ ...enough, ...change })).toEqual([expect.stringMatching(complaint)]);
});

test('everything that is wrong is told together, and no password with it', () => {
  const problems = problemsOf({ DATABASE_URL: 'mysql://shop:hidden@db/shop', PORT: 'http', HEALTH_MODE: 'off' });
  expect(problems.map((problem) => problem.split(' ')[0])).toEqual(['SECRET_KEY', 'ALLOWED_HOSTS', 'PORT', 'DATABASE_URL', 'HEALTH_MODE']);
  expect(problems.join()).not.toContain('hidden');
});

test('APP_ROOT names another folder for views, migrations and assets', () => {
  expect(load({ APP_ROOT: '/opt/shop' }).paths.views).toBe('/opt/shop/views');
});

test.each([
  [{ PRIVATE_ADDRESS_FROM: 'file', PRIVATE_ADDRESS_FILE: '/run/address' }, { from: 'file', file: '/run/address' }],
  [{ PRIVATE_ADDRESS_FILE: '/run/address' }, { from: 'none', file: '' }],
  [{ PRIVATE_ADDRESS_FROM: 'metadata', AWS_EC2_METADATA_SERVICE_ENDPOINT: 'http://[::1]:80' }, { from: 'metadata', metadataEndpoint: 'http://[::1]:80' }],
])('%j makes the private address come by %j', (variables, wanted) => {
  expect(load(variables).privateAddress).toMatchObject(wanted);
});

describe('an env file', () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'shop-config-'))));
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  test('gives settings, and is named by what is wrong or missing in it', () => {
    const path = join(folder, 'shop.env');
    writeFileSync(path, `DATABASE_URL=${enough.DATABASE_URL}\nPORT=x\n`);
    expect(problemsOf({ ENV_FILE: path, ALLOWED_HOSTS: 'shop.example' })).toEqual([
      `SECRET_KEY is missing: set it in the env file ${path} (ENV_FILE) or in the process environment`,
      `PORT (from the env file ${path}): expected a whole number from 0 to 65535, found "x"`,
    ]);
  });

  test('that cannot be read is a problem like the others', () => {
    expect(problemsOf({ ...enough, ENV_FILE: join(folder, 'absent') })).toEqual([expect.stringMatching(/^ENV_FILE .*absent: .*ENOENT/)]);
  });
});

describe('the host by which visitors come', () => {
  test('is the first of those allowed', () => expect(load().health.publicHost).toBe('shop.example'));

  test('is named where the health is full', () => {
    expect(load({ HEALTH_MODE: 'full', PUBLIC_HOST: 'WWW.shop.example' }).health).toMatchObject({ mode: 'full', publicHost: 'WWW.shop.example' });
  });

  test.each([
    [{}, /^PUBLIC_HOST/],
    [{ PUBLIC_HOST: 'other.example' }, /^PUBLIC_HOST .*expected one of ALLOWED_HOSTS, found "other.example"/],
  ])('refuses the start where the health is full and it is %j', (variables, problem) => {
    expect(problemsOf({ ...enough, HEALTH_MODE: 'full', ...variables })).toEqual([expect.stringMatching(problem)]);
  });
});
