import { spawn, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../../app/free-port.testing.js';
import { until } from '../../app/until.testing.js';
import { StartedProgram } from '../../harness/cli/started-program.testing.js';
import { describeNeeding } from '../../harness/describe-needing.testing.js';

const NGINX = '/usr/sbin/nginx';

const folder = mkdtempSync(join(tmpdir(), 'canarybed-front-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describeNeeding('nginx in front of the shop', existsSync(NGINX) ? undefined : `no ${NGINX} here`, 'CANARYBED_REQUIRE_PROGRAMS', () => {
  let front: StartedProgram;
  let url: string;

  // A shop that has no settings: it ends at once, and what stands before it is alone.
  beforeAll(async () => {
    expect(spawnSync(process.execPath, [join(__dirname, 'build.mjs')], { encoding: 'utf8' })).toMatchObject({ status: 0, stderr: '' });
    cpSync(join(__dirname, 'dist'), folder, { recursive: true });
    const port = await freePort();
    url = `http://127.0.0.1:${port}`;
    const child = spawn('front/start', { cwd: folder, env: { PATH: process.env.PATH, PORT: String(port), BIND_ADDRESS: '127.0.0.1' }, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
    front = new StartedProgram(child, { folder, temporary: folder });
    await front.says(/^front: the shop is stopped with exit code 1$/m);
    await until(() => fetch(`${url}/health`).then(() => true, () => false), `an answer at ${url}`);
  });
  afterAll(() => front.end());

  test('says why the shop does not run, and answers 502 in its place', async () => {
    expect(front.output).toContain('SECRET_KEY');
    expect(front.output).not.toContain('front: the shop is started');
    const page = await fetch(url, { headers: { 'x-forwarded-proto': 'https' } });
    expect([page.status, (await fetch(`${url}/health`)).status]).toEqual([502, 502]);
  });

  test('redirects all but the health check to https', async () => {
    const page = await fetch(`${url}/items/mug?colour=red`, { redirect: 'manual', headers: { host: 'shop.example.com' } });
    expect([page.status, page.headers.get('location')]).toEqual([301, expect.stringMatching(/^https:\/\/.*\/items\/mug\?colour=red$/)]);
  });

  test('logs health checks as JSON, in a file of their own and to its output', async () => {
    await fetch(`${url}/health?own`);
    const line = (await front.says(/^.*"url":"\/health\?own".*$/m))[0];
    expect(JSON.parse(line)).toMatchObject({ log: 'health', method: 'GET', status: 502 });
    const own = readFileSync(join(folder, 'run/health.log'), 'utf8').trim().split('\n').map((text) => (JSON.parse(text) as { log: string }).log);
    expect([...new Set(own)]).toEqual(['health']);
  });

  test('told to stop, ends with all that it has started', async () => {
    front.child.kill('SIGTERM');
    expect(await front.ended).toBe(0);
    await front.isGone();
  });
});
