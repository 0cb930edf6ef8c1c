import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BuiltShop } from './built-shop.testing.js';
import type { Program } from './built-shop.testing.js';
import { TestPostgres } from './postgres.testing.js';
import { ENOUGH, HOST, NO_DATABASE, ShopDatabases } from './shop.testing.js';
import { until } from './until.testing.js';

let postgres: TestPostgres;
let built: BuiltShop;
let folder: string;
const programs: Program[] = [];
let database: string;

beforeAll(async () => {
  [postgres, built] = await Promise.all([TestPostgres.start(), BuiltShop.build()]);
  database = await (await ShopDatabases.on(postgres)).make();
});
afterAll(async () => {
  built?.remove();
  await postgres?.stop();
});
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'shop-start-'))));
afterEach(async () => {
  await Promise.all(programs.splice(0).map((program) => program.kill()));
  rmSync(folder, { recursive: true, force: true });
});

function start(variables: Record<string, string> = {}): Program {
  const own = { BIND_ADDRESS: '127.0.0.1', PORT: '0', DATABASE_URL: postgres.url(database) };
  const program = built.run('start.js', { ...ENOUGH, ...own, ...variables });
  programs.push(program);
  return program;
}

/** The build with a migration that fails. */
function withBrokenMigration(): string {
  cpSync(built.dist, join(folder, 'root'), { recursive: true });
  writeFileSync(join(folder, 'root', 'migrations', '0005_broken.sql'), 'SELECT nothing FROM nowhere');
  return join(folder, 'root');
}

describe('what the shop will not start with', () => {
  test.each([
    ['SECRET_KEY', 'setting SECRET_KEY is empty in the process environment: it needs a value\n'],
    ['ALLOWED_HOSTS', 'setting ALLOWED_HOSTS is empty in the process environment: it needs a value\n'],
  ])('without %s', async (key, complaint) => {
    const program = start({ [key]: '' });
    expect([await program.ends(), program.stderr, program.stdout]).toEqual([1, complaint, '']);
  });

  test('with several settings that are wrong or missing, it names each, and no password', async () => {
    const path = join(folder, 'shop.env');
    writeFileSync(path, 'PORT=http\n');
    const program = built.run('start.js', { ENV_FILE: path, ALLOWED_HOSTS: HOST, DATABASE_URL: 'mysql://shop:hidden-pw@db/shop' });
    programs.push(program);
    expect(await program.ends()).toBe(1);
    expect(program.stderr.trim().split('\n')).toEqual([
      `setting SECRET_KEY is missing: set it in the env file ${path} (ENV_FILE) or in the process environment`,
      `setting PORT (from the env file ${path}): expected a whole number from 0 to 65535, found "http"`,
      'setting DATABASE_URL (from the process environment): expected a postgres:// or postgresql:// URL, found a mysql:// one',
    ]);
  });

  test('with a port that is taken', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    try {
      const program = start({ PORT: String((other.address() as AddressInfo).port), MIGRATE_ON_START: 'false' });
      expect(await program.ends()).toBe(1);
      expect(JSON.stringify(program.line('the shop could not start'))).toContain('EADDRINUSE');
    } finally {
      other.close();
      await once(other, 'close');
    }
  });

  test('with a migration that fails, where the settings say so', async () => {
    const program = start({ APP_ROOT: withBrokenMigration(), START_AFTER_FAILED_MIGRATION: 'false' });
    expect(await program.ends()).toBe(1);
    expect(program.lines).toEqual([expect.objectContaining({ level: 'error', file: '0005_broken.sql', code: '42P01' })]);
  });
});

test('a start migrates, then listens, then answers', async () => {
  await postgres.run('CREATE DATABASE empty');
  const program = start({ RELEASE_ID: 'r9', DATABASE_URL: postgres.url('empty') });
  await program.port();
  expect(program.lines.map(({ msg, release }) => [msg, release])).toEqual([['migrations are up to date', 'r9'], ['listening', 'r9']]);
  const health = await program.ask('/health');
  expect([health.status, JSON.parse(health.text)]).toEqual([200, expect.objectContaining({ status: 'pass', releaseId: 'r9' })]);
  const front = await program.ask('/');
  expect(front.status).toBe(200);
  const stylesheet = /\/assets\/shop\.[0-9a-f]{10}\.css/.exec(front.text)?.[0] ?? '';
  expect((await program.ask(stylesheet)).status).toBe(200);
});

test('after a migration that failed it starts all the same by default, and its health says why not', async () => {
  const program = start({ APP_ROOT: withBrokenMigration() });
  await program.port();
  expect(program.line('starting although the migrations failed')).toMatchObject({ level: 'warn' });
  const { status, text } = await program.ask('/health');
  expect([status, JSON.parse(text)]).toEqual([503, expect.objectContaining({ checks: expect.objectContaining({
    migrations: [expect.objectContaining({ status: 'fail', output: '1 pending: 0005_broken' })],
  }) })]);
  expect((await program.ask('/')).status).toBe(200);
});

test('without its database it starts, fails its health, and tells the password to nobody', async () => {
  const program = start({ DATABASE_URL: NO_DATABASE, MIGRATE_ON_START: 'false' });
  const { status, text } = await program.ask('/health');
  expect(status).toBe(503);
  expect(text).toContain('ECONNREFUSED');
  await until(() => program.line('fail') !== undefined, 'the line of the health log');
  expect(program.stdout + program.stderr + text).not.toContain('hidden-pw');
});

test('health has a log of its own where one is named', async () => {
  const file = join(folder, 'logs', 'health.log');
  const program = start({ HEALTH_LOG: file, MIGRATE_ON_START: 'false' });
  await program.ask('/health');
  await program.ask('/');
  await until(() => program.line('listening') !== undefined && program.lines.some(({ url }) => url === '/'), 'the line of the page');
  expect(program.lines.filter(({ url }) => url === '/health')).toEqual([]);
  expect(readFileSync(file, 'utf8').trim().split('\n').map((line) => JSON.parse(line) as object)).toEqual([
    expect.objectContaining({ log: 'health', url: '/health', status: 200, msg: 'pass' }),
  ]);
});

test('the address the metadata service gives is a host it answers to', async () => {
  const service = createServer(({ method }, response) => void response.end(method === 'PUT' ? 'a-token' : '10.0.1.23')).listen(0, '127.0.0.1');
  await once(service, 'listening');
  try {
    const endpoint = `http://127.0.0.1:${(service.address() as AddressInfo).port}`;
    const program = start({ PRIVATE_ADDRESS_FROM: 'metadata', AWS_EC2_METADATA_SERVICE_ENDPOINT: endpoint, HEALTH_MODE: 'shallow', MIGRATE_ON_START: 'false' });
      expect([(await program.ask('/health', '10.0.1.23')).status, (await program.ask('/health', '10.0.1.24')).status]).toEqual([200, 400]);
  } finally {
    service.closeAllConnections();
    service.close();
    await once(service, 'close');
  }
});
