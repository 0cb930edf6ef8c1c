import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { NO_FLAGS } from './audit/config/config-flags.js';
import { readAuditInput } from './audit/config/read-audit-input.js';
import { defineAppFrom, type AppConfig } from './define-app-from.js';
import { ConfigError, EnvironmentError } from './model/errors.js';
import { registeredScenarios } from './runner/registry.js';
import { APP_IMAGE, describeWithContainers } from './runtime/containers/engine.testing.js';
import { RUN_FOLDER_PREFIX } from './runtime/sweep.js';

const folder = mkdtempSync(join(tmpdir(), 'define-app-from-'));
const here = (name: string): string => relative(process.cwd(), join(folder, name));
const { CANARYBED_RUNTIME, JEST_WORKER_ID } = process.env;

beforeAll(() => {
  // Without this, each scenario below would become a Jest test.
  delete process.env.JEST_WORKER_ID;
  writeFileSync(join(folder, 'shop.yaml'), 'command: node server.js\nenvFile: .env\nenv: { VERSION: 1.10 }\npostgres: { setting: DATABASE_URL, seed: node seed.js }\nchecks: [database]\n');
  writeFileSync(join(folder, '.env'), 'GREETING=hello\n');
  writeFileSync(join(folder, 'shop.config.ts'), "import type { Command } from 'nowhere';\nexport default { command: 'node server.js' satisfies Command, name: 'typed' };\n");
});

beforeEach(() => (process.env.CANARYBED_RUNTIME = 'embedded'));

afterAll(() => {
  Object.assign(process.env, CANARYBED_RUNTIME === undefined ? {} : { CANARYBED_RUNTIME }, JEST_WORKER_ID === undefined ? {} : { JEST_WORKER_ID });
  if (CANARYBED_RUNTIME === undefined) delete process.env.CANARYBED_RUNTIME;
  rmSync(folder, { recursive: true, force: true });
});

test('the release is the one that an audit of the file breaks', async () => {
  const { release } = await readAuditInput({ ...NO_FLAGS, config: here('shop.yaml') }, process.cwd());
  const { settings, ...app } = defineAppFrom(here('shop.yaml')).app;
  expect(app).toEqual(release);
  expect(app).toMatchObject({ folder, leaveOut: ['.env'], env: { GREETING: 'hello', VERSION: '1.10' }, checks: { database: {} } });
  expect(settings).toEqual(['GREETING', 'VERSION']);
});

test('a configuration in TypeScript is loaded, too', () => {
  expect(defineAppFrom(here('shop.config.ts')).app).toMatchObject({ name: 'typed', command: ['node', 'server.js'], folder });
});

test('changes win over the file as flags do, single settings and members of the database among them', () => {
  const { app, fault } = defineAppFrom(here('shop.yaml'), { health: '/ready', env: { VERSION: 2, MODE: 'new' }, postgres: { tables: ['items'] } });
  expect(app).toMatchObject({ env: { GREETING: 'hello', VERSION: '2', MODE: 'new' }, healthCheck: { target: 'HTTP:80/ready' }, database: { setting: 'DATABASE_URL', seedCommand: ['node', 'seed.js'], tables: ['items'] } });
  expect(fault.database.tableMissing('items')).toMatchObject({ table: 'items' });
});

test('what a file would say may be written in its place, with paths from the working folder', () => {
  const { app } = defineAppFrom({ command: ['node', 'server.js'], folder: here(''), envFile: here('.env'), postgres: 'DATABASE_URL' });
  expect(app).toMatchObject({ folder, env: { GREETING: 'hello' }, leaveOut: ['.env'], database: { setting: 'DATABASE_URL' } });
});

test('a folder among the changes is from the working folder, though the file lies in another one', () => {
  mkdirSync(join(folder, 'deploy/app'), { recursive: true });
  writeFileSync(join(folder, 'deploy/shop.yaml'), 'command: node server.js\nfolder: app\n');
  expect(defineAppFrom(here('deploy/shop.yaml')).app.folder).toBe(join(folder, 'deploy/app'));
  expect(defineAppFrom(here('deploy/shop.yaml'), { folder: here('') }).app.folder).toBe(folder);
});

test('its scenarios are registered where they are written, and checked against it', () => {
  const { scenario, fault } = defineAppFrom(here('shop.yaml'));
  scenario('without a greeting', { fault: fault.env.unset('GREETING'), expect: 'rejected', because: 'database' });
  expect(registeredScenarios().at(-1)).toMatchObject({ title: 'without a greeting', location: { file: __filename }, release: { folder } });
  expect(() => scenario('a typo', { fault: fault.env.unset('GRETING'), expect: 'accepted' })).toThrow(/define-app-from\.test\.ts:\d+: scenario "a typo"/);
});

test.each<[AppConfig, RegExp]>([
  [{ command: 'node server.js', env: { API_TOKEN: process.env.NO_SUCH_SETTING } }, /define-app-from\.test\.ts:\d+: env\.API_TOKEN: expected a value, found none; where it is read from process\.env, run it with API_TOKEN in the environment$/],
  [{ comand: 'node server.js' } as AppConfig, /define-app-from\.test\.ts:\d+: there is no "comand"; did you mean "command"\?$/],
  [{}, /define-app-from\.test\.ts:\d+: command: expected the command that starts the app, found none/],
  [{ command: 'node server.js', folder: '/no/such/folder' }, /define-app-from\.test\.ts:\d+: folder: expected the release at \/no\/such\/folder, found none/],
])('what cannot be right is refused at its place: %j', (config, message) => {
  expect(() => defineAppFrom(config)).toThrow(ConfigError);
  expect(() => defineAppFrom(config)).toThrow(message);
});

test('a file that is not there is told with where it was looked for', () => {
  expect(() => defineAppFrom(here('none.yaml'))).toThrow(`expected a configuration at ${join(folder, 'none.yaml')}, found none that can be read`);
});

test('an image alone is refused where the embedded runtime would have to boot it', () => {
  const define = () => defineAppFrom({ image: 'shop:local' });
  expect(define).toThrow(EnvironmentError);
  expect(define).toThrow('image shop:local describes the app alone, and only the containers runtime can boot it');
});

describeWithContainers('an app that is an image', () => {
  beforeEach(() => (process.env.CANARYBED_RUNTIME = 'containers'));

  test('is described by it, and its release is copied once', () => {
    const { app } = defineAppFrom({ image: APP_IMAGE });
    expect(app).toMatchObject({ name: 'canarybed-app', command: ['node', 'start.js'], image: { name: APP_IMAGE, folder: '/srv/app', overlaid: true } });
    expect(existsSync(join(app.folder, 'start.js'))).toBe(true);
    expect(defineAppFrom({ image: APP_IMAGE }).app.folder).toBe(app.folder);
  }, 60_000);

  test('that no engine has is told as such, and leaves nothing behind', () => {
    const folders = (): string[] => readdirSync(tmpdir()).filter((name) => name.startsWith(`${RUN_FOLDER_PREFIX}${process.pid}-`));
    const before = folders();
    expect(() => defineAppFrom({ image: 'no-such-image:local' })).toThrow(EnvironmentError);
    expect(() => defineAppFrom({ image: 'no-such-image:local' })).toThrow('image no-such-image:local is missing');
    expect(folders()).toEqual(before);
  }, 60_000);
});
