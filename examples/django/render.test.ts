import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { until } from '../../app/until.testing.js';
import { describeWithDjango } from './django-bench.testing.js';
import { KeyValues } from './key-values.testing.js';

const RENDER = join(__dirname, 'release/deploy/render');

const addressOf = (server: Server): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

const VALUES = { SECRET_KEY: 'tést = "x" #y', ALLOWED_HOSTS: 'shop.example.com\n', SITE_NAME: '' };

describeWithDjango('deploy/render', () => {
  let folder: string;
  let store: KeyValues;
  let child: ChildProcess | undefined;

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'canarybed-render-'));
    store = await KeyValues.open(VALUES);
  });
  afterEach(async () => {
    child?.kill('SIGKILL');
    child = undefined;
    await store.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const target = (): string => join(folder, 'run/web.env');

  /** @returns its exit code and what it said */
  function render(settings: Record<string, string> = store.settings): Promise<[number, string]> {
    return new Promise((resolve) => {
      const running = execFile(RENDER, { cwd: folder, env: settings }, (_error, stdout, stderr) => resolve([running.exitCode ?? -1, `${stdout}${stderr}`]));
    });
  }

  /** A shell is its parent and says what it is told. */
  function watch(env: Record<string, string>): ChildProcess {
    return spawn('/bin/bash', ['-c', `trap 'echo told' HUP; ${RENDER} --watch & while true; do wait; done`], { cwd: folder, env, detached: true });
  }

  test('writes the values below the prefix, for its own eyes, and says their names only', async () => {
    expect(await render()).toEqual([0, 'render: run/web.env has ALLOWED_HOSTS, SECRET_KEY, SITE_NAME\n']);
    expect(readFileSync(target(), 'utf8')).toBe('ALLOWED_HOSTS=shop.example.com\nSECRET_KEY=tést = "x" #y\nSITE_NAME=\n');
    expect(statSync(target()).mode & 0o777).toBe(0o600);
    expect(store.asked).toEqual(['/v1/kv/shop/?recurse']);
  });

  test('asks the leader where the settings say so', async () => {
    await render({ ...store.settings, RENDER_CONSISTENT: 'true' });
    expect(store.asked).toEqual(['/v1/kv/shop/?recurse&consistent']);
  });

  test('replaces the file as a whole, and leaves nothing beside it', async () => {
    mkdirSync(join(folder, 'run'));
    writeFileSync(target(), 'OLD=1\n', { mode: 0o644 });
    const before = statSync(target()).ino;
    await render();
    expect(readFileSync(target(), 'utf8')).not.toContain('OLD');
    expect([statSync(target()).ino === before, statSync(target()).mode & 0o777, readdirSync(join(folder, 'run'))]).toEqual([false, 0o600, ['web.env']]);
  });

  test('without a store it renders nothing and says so', async () => {
    expect(await render({})).toEqual([0, 'render: CONSUL_HTTP_ADDR is not set: there is no store, the settings are those of the environment\n']);
    expect(existsSync(target())).toBe(false);
  });

  test('tries again until the store answers', async () => {
    store.failures = [500, 404];
    const [code, said] = await render();
    expect([code, said.split('\n').slice(0, 2)]).toEqual([0, ['render: the store answered 500; trying again', 'render: the store has no keys below shop/; trying again']]);
  });

  test('gives up after its time, and leaves what was there', async () => {
    store.failures = Array<number>(50).fill(503);
    const [code, said] = await render({ ...store.settings, RENDER_TIMEOUT_SECONDS: '0.5' });
    expect([code, said.trim().split('\n').pop()]).toEqual([1, 'render: failed: the store answered 503; given up after 0.5 s']);
    expect(existsSync(target())).toBe(false);
  });

  test('says that nobody listens there', async () => {
    const [code, said] = await render({ CONSUL_HTTP_ADDR: 'http://127.0.0.1:1', RENDER_TIMEOUT_SECONDS: '0.1' });
    expect([code, said]).toEqual([1, expect.stringContaining('render: failed: the store at 127.0.0.1:1 gave no answer: [Errno 111] Connection refused')]);
  });

  test('says of whom it had no answer without the password in the address', async () => {
    const [, said] = await render({ CONSUL_HTTP_ADDR: 'http://shop:hidden-pw@127.0.0.1:1', RENDER_TIMEOUT_SECONDS: '0.1' });
    expect(said).toContain('the store at 127.0.0.1:1 gave no answer');
    expect(said).not.toContain('hidden-pw');
  });

  test('names a value that is no text', async () => {
    const other = createServer((_request, response) => response.end(JSON.stringify([{ Key: 'shop/SECRET_KEY', Value: '//79' }]))).listen(0, '127.0.0.1');
    await once(other, 'listening');
    const [code, said] = await render({ ...store.settings, CONSUL_HTTP_ADDR: addressOf(other), RENDER_TIMEOUT_SECONDS: '0.1' });
    other.closeAllConnections();
    other.close();
    expect([code, said]).toEqual([1, expect.stringContaining('render: failed: the value of SECRET_KEY is no text in UTF-8')]);
  });

  test('asks with a pause where answers come at once and their index goes up and down', async () => {
    let asked = 0;
    const restless = createServer((_request, response) => {
      asked += 1;
      response.writeHead(200, { 'x-consul-index': asked % 2 === 0 ? 5 : 10 }).end(JSON.stringify([{ Key: 'shop/SITE_NAME', Value: null }]));
    }).listen(0, '127.0.0.1');
    await once(restless, 'listening');
    child = watch({ ...store.settings, CONSUL_HTTP_ADDR: addressOf(restless) });
    const began = Date.now();
    try {
      await until(() => asked >= 7, 'the seventh question', 30);
    } finally {
      process.kill(-(child.pid ?? 0), 'SIGKILL');
      restless.closeAllConnections();
      restless.close();
    }
    // Six times up or down: each way down has a pause of a second.
    expect(Date.now() - began).toBeGreaterThan(2000);
  });

  test('refuses a value of several lines by its name', async () => {
    store.change({ SECRET_KEY: 'hidden\nALLOWED_HOSTS=*' });
    expect(await render()).toEqual([1, 'render: failed: the value of SECRET_KEY has several lines\n']);
    expect(existsSync(target())).toBe(false);
  });

  test('with --watch it renders what changes, tells its parent, and keeps what it has where the new is unfit', async () => {
    let said = '';
    child = watch(store.settings);
    const gone = once(child, 'close');
    child.stdout?.on('data', (chunk: Buffer) => (said += chunk.toString()));
    child.stderr?.on('data', (chunk: Buffer) => (said += chunk.toString()));
    const told = (times: number) => until(() => said.split('told').length - 1 === times, `${times} signals in ${said}`, 30);
    try {
      await told(1);
      await until(() => store.asked.length === 2, 'a question that waits', 30);
      expect(store.asked[1]).toBe('/v1/kv/shop/?recurse&index=7&wait=60s');
      store.failures = [500];
      store.change({ SITE_NAME: 'Kettle' });
      await told(2);
      expect(readFileSync(target(), 'utf8')).toContain('SITE_NAME=Kettle\n');
      store.change({ SITE_NAME: 'two\nlines' });
      await until(() => said.includes('the settings stay as they were: the value of SITE_NAME has several lines'), said, 30);
      store.change({ SITE_NAME: 'Kettle' });
      await until(() => store.asked.some((url) => url.includes('index=10')), `the last index in ${store.asked.join()}`, 30);
      expect(said.split('told').length - 1).toBe(2);
    } finally {
      process.kill(-(child.pid ?? 0), 'SIGKILL');
      await gone;
    }
  });
});
