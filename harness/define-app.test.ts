import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { defineApp } from './define-app.js';
import { ConfigError, EnvironmentError } from './model/errors.js';
import { registeredScenarios, unrunScenarios } from './runner/registry.js';
import { makeShop } from './runner/release-folder.testing.js';

const shop = makeShop();
const elsewhere = mkdtempSync(join(tmpdir(), 'canarybed-elsewhere-'));
const worker = process.env.JEST_WORKER_ID;

beforeAll(() => {
  // Without this, each scenario below would become a Jest test.
  delete process.env.JEST_WORKER_ID;
});

afterAll(() => {
  if (worker !== undefined) process.env.JEST_WORKER_ID = worker;
  shop.remove();
  rmSync(elsewhere, { recursive: true, force: true });
});

const DESCRIPTION = {
  name: 'till',
  folder: shop.folder,
  command: ['node', 'server.js'],
  env: { GREETING: 'hello' },
  port: { setting: 'PORT', instancePort: 80 },
  publicHost: 'till.example.com',
  pages: {},
  users: [],
  checks: { database: {} },
  healthCheck: { target: 'HTTP:80/health', interval: 15, timeout: 5, healthyThreshold: 2, unhealthyThreshold: 10 },
} as const;

const titles = (): string[] => registeredScenarios().map(({ title }) => title);

test('what a description leaves out has a default', () => {
  const { app } = defineApp({ ...DESCRIPTION, database: { setting: 'DATABASE_URL', tables: [] } });
  expect(app).toMatchObject({ balancer: 'classic', deadline: '10m', settle: '1s', respawn: false, settings: ['GREETING'] });
});

test('what it says is kept', () => {
  const said = { balancer: 'network', deadline: '5m', settle: '10s', respawn: true } as const;
  expect(defineApp({ ...DESCRIPTION, ...said }).app).toMatchObject(said);
});

test('folders count from the working directory', () => {
  const { app } = defineApp({ ...DESCRIPTION, folder: relative(process.cwd(), shop.folder), build: { command: ['true'], folder: '.' } });
  expect([app.folder, app.build?.folder]).toEqual([shop.folder, process.cwd()]);
});

test('a folder that is not there is refused', () => {
  const folder = join(elsewhere, 'nothing');
  const define = () => defineApp({ ...DESCRIPTION, folder });
  expect(define).toThrow(ConfigError);
  expect(define).toThrow(`app till: expected its folder at ${folder}, found none; build the app, or correct "folder"`);
});

test.each([
  [{ holds: ['GRETING'] as never }, 'app till: keyValueStore.holds: expected settings of the app (GREETING), found "GRETING"'],
  [{ setting: 'GREETING' }, 'expected settings that can be read from the store, found "GREETING", which leads to it'],
  [{ prefix: 'shop/' }, 'app till: keyValueStore.prefix: expected no slash at its ends, found "shop/"'],
])('a key-value store that cannot be filled is refused: %j', (change, message) => {
  const define = () => defineApp({ ...DESCRIPTION, keyValueStore: { setting: 'STORE', prefix: 'shop', holds: ['GREETING'], ...change } });
  expect(define).toThrow(ConfigError);
  expect(define).toThrow(message);
});

test('a dependency is named by a setting that the app is given', () => {
  const { app, fault } = defineApp({ ...DESCRIPTION, env: { CACHE: 'cache:11211' }, dependencies: [{ setting: 'CACHE', optional: true }] });
  expect([app.dependencies, fault.dependency.down('CACHE').kind]).toEqual([[{ setting: 'CACHE', optional: true }], 'dependency']);
  const define = () => defineApp({ ...DESCRIPTION, dependencies: [{ setting: 'CACHE' }] });
  expect(define).toThrow(ConfigError);
  expect(define).toThrow('app till: dependencies: expected settings of the app (GREETING), found "CACHE"; give it a value in "env"');
});

test('a health check that AWS refuses is refused', () => {
  expect(() => defineApp({ ...DESCRIPTION, healthCheck: { ...DESCRIPTION.healthCheck, interval: 4 } })).toThrow(ConfigError);
});

test('an app that is not built is built once, so that its files can be looked at', () => {
  const folder = join(elsewhere, 'dist');
  const command = ['node', '-e', `require('node:fs').mkdirSync(${JSON.stringify(folder)})`];
  for (let time = 0; time < 2; time += 1) defineApp({ ...DESCRIPTION, folder, build: { command, folder: elsewhere } });
  expect(existsSync(folder)).toBe(true);
});

test('a build that fails is no defect of ours: it is told with its command', () => {
  const build = { command: ['node', '-e', 'process.exit(7)'], folder: elsewhere };
  const define = () => defineApp({ ...DESCRIPTION, folder: join(elsewhere, 'never'), build });
  expect(define).toThrow(EnvironmentError);
  expect(define).toThrow('app till: its build failed');
});

test('a build that makes something else than the folder is refused', () => {
  const build = { command: ['node', '-e', '0'], folder: elsewhere };
  expect(() => defineApp({ ...DESCRIPTION, folder: join(elsewhere, 'never'), build })).toThrow(ConfigError);
});

describe('scenarios of an app', () => {
  const { scenario, fault } = defineApp(DESCRIPTION);

  test('are registered with the place where they were written', () => {
    scenario('a good release', { expect: 'accepted' });
    expect(registeredScenarios().find(({ title }) => title === 'a good release')).toMatchObject({
      family: 'define-app.test.ts',
      location: { file: __filename, line: expect.any(Number) as number },
      release: { name: 'till' },
    });
  });

  test('are refused with that place when they cannot be run', () => {
    expect(() => scenario('a typo', { expect: 'accepted', fault: fault.env.unset('GRETING' as 'GREETING') })).toThrow(/define-app\.test\.ts:\d+: scenario "a typo": fault /);
    expect(titles()).not.toContain('a typo');
  });

  test('are one for each value, with the value in the title as it is', () => {
    scenario.each(['a', '$&', 3])('the greeting $0, yes $0', (value) => ({ fault: fault.env.set('GREETING', `x${value}`), expect: 'accepted' }));
    expect(titles().filter((title) => title.startsWith('the greeting'))).toEqual(['the greeting a, yes a', 'the greeting $&, yes $&', 'the greeting 3, yes 3']);
    expect(registeredScenarios().at(-1)?.faults).toMatchObject([{ key: 'GREETING', value: 'x3' }]);
  });

  test('of several values need the value in their title', () => {
    expect(() => scenario.each(['a', 'b'])('the same title', () => ({ expect: 'accepted' }))).toThrow('two scenarios are called "the same title"');
  });

  test('to be written and skipped ones are not run, and shown with a reason', () => {
    const before = titles();
    scenario.todo('a leap second');
    scenario.skip('a slow disk', { expect: 'rejected', because: 'database' }, 'needs a disk of its own');
    expect(unrunScenarios()).toMatchObject([
      { title: 'a leap second', why: 'todo', reason: 'to be written', location: { file: __filename } },
      { title: 'a slow disk', why: 'skip', reason: 'needs a disk of its own', location: { file: __filename } },
    ]);
    expect(titles()).toEqual(before);
  });

  test('that are skipped must be right all the same', () => {
    expect(() => scenario.skip('a typo', { expect: 'rejected', because: 'databse' as 'database' }, 'later')).toThrow('found "databse"');
  });
});
