import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { PassThrough } from 'node:stream';
import { parse } from 'yaml';
import { init } from './init.js';
import { environmentIn, runCommand, StartedProgram } from './started-program.testing.js';
import { ROOT } from './tiny-project.testing.js';

const made: string[] = [];
afterEach(() => {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** A folder that holds an app of somebody else. */
function app(files: Readonly<Record<string, string>>): { folder: string; temporary: string } {
  const folder = mkdtempSync(join(tmpdir(), 'their-app-'));
  made.push(folder);
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return { folder, temporary: tmpdir() };
}

const read = ({ folder }: { folder: string }, format: string): string => readFileSync(join(folder, `canarybed.config.${format}`), 'utf8');

const NODE_APP = {
  'package.json': JSON.stringify({ name: 'shop', scripts: { start: 'NODE_ENV=production node server.js', migrate: 'knex migrate:latest' }, dependencies: { express: '5', pg: '8' } }),
  'server.js': "const app = require('express')(); app.get('/', x); app.get('/items', x); app.get('/healthz', x); app.listen(process.env.PORT ?? 3000);",
  'migrations/001_a.js': '', 'migrations/002_b.js': '', 'views/index.ejs': 'x', 'public/a.css': 'x', '.env': 'SESSION_SECRET=their-own-secret-1\n', '.env.example': 'SESSION_SECRET=\nMAIL_FROM=\n',
  'compose.yaml': "services:\n  db:\n    image: postgres:17\n  web:\n    build: .\n    ports: ['8080:4000']\n    environment:\n      DATABASE_URL: postgres://u:their-own-secret-2@db/shop\n      API_TOKEN: their-own-secret-3\n      THEME: dark\n",
  'infra/main.tf': 'resource "aws_lb_target_group" "web" {\n  port = 3000\n  protocol = "HTTP"\n  health_check {\n    path = "/healthz/deep"\n    interval = 20\n    timeout = var.timeout\n    matcher = "200"\n  }\n}\nresource "aws_autoscaling_group" "web" {\n  health_check_grace_period = 240\n  wait_for_capacity_timeout = "10m"\n}\n',
};
const NODE_CONFIG = {
  name: 'shop', command: 'node server.js', port: 3000, portSetting: 'PORT', env: { NODE_ENV: 'production', THEME: 'dark' }, envFile: '.env', health: '/healthz/deep',
  healthCheck: { interval: 20, matcher: '200' }, balancer: 'application', pages: ['/', '/items'], postgres: 'DATABASE_URL',
  migrations: { command: 'node_modules/.bin/knex migrate:latest', folder: 'migrations', format: 'files', table: 'knex_migrations' },
  templates: ['views'], static: ['public'], gracePeriod: 240, capacityTimeout: 600,
};

test('a Node app with compose and Terraform is described by its files, each value with where it comes from', async () => {
  const project = app(NODE_APP);
  const { code, stdout, stderr } = await runCommand(project, ['init', '--format', 'json']);
  expect(stderr).toBe('');
  expect(JSON.parse(read(project, 'json'))).toEqual(NODE_CONFIG);
  for (const line of [
    'port 3000 from infra/main.tf aws_lb_target_group.web port', 'not 4000 from compose.yaml service web, ports', 'health /healthz/deep from infra/main.tf aws_lb_target_group.web path',
    'not /healthz from server.js', 'missing: infra/main.tf aws_lb_target_group.web: timeout is an expression, so it is left out', 'wrote canarybed.config.json',
  ]) expect(stdout.split('\n')).toContain(line);
  expect(stdout).toMatch(/^missing: env\.API_TOKEN: named in compose\.yaml/m);
  expect(code).toBe(0);
});

test.each(['ts', 'json', 'yaml'] as const)('no secret of the app is in what is written as %s or said', async (format) => {
  const project = app(NODE_APP);
  const { stdout, stderr } = await runCommand(project, ['init', '--yes', '--format', format]);
  expect(read(project, format)).toContain('DATABASE_URL');
  expect(stdout + stderr + read(project, format)).not.toContain('their-own-secret');
});

test('what is written as TypeScript and as YAML is the same configuration, with comments', async () => {
  const project = app(NODE_APP);
  await runCommand(project, ['init']);
  const text = read(project, 'ts');
  expect(text).toMatch(/^import \{ defineConfig \} from 'canarybed';$/m);
  expect(text).toContain('  // port 3000 from infra/main.tf aws_lb_target_group.web port\n  // not 4000 from compose.yaml service web, ports\n  port: 3000,\n');
  const body = /defineConfig\(([\s\S]*)\);\s*$/.exec(text)?.[1] ?? '';
  expect(new Function(`return ${body}`)()).toEqual(NODE_CONFIG);
  rmSync(join(project.folder, 'canarybed.config.ts'));
  await runCommand(project, ['init', '--format', 'yaml']);
  expect(parse(read(project, 'yaml'))).toEqual(NODE_CONFIG);
});

test('a Django project is started by the server of its requirements, and migrates by manage.py', async () => {
  const project = app({
    'manage.py': "os.environ.setdefault('DJANGO_SETTINGS_MODULE', 'shop.settings')", 'shop/wsgi.py': '', 'shop/urls.py': "urlpatterns = [path('health/', h)]",
    'shop/settings.py': "dj_database_url.parse(os.environ['DATABASE_URL'])", 'items/migrations/0001_initial.py': '', 'items/templates/items/a.html': 'x', 'requirements.txt': 'Django==5\ngunicorn\npsycopg==3\n',
  });
  await runCommand(project, ['init', '--format', 'json']);
  expect(JSON.parse(read(project, 'json'))).toEqual({
    name: 'shop', command: 'gunicorn --bind 0.0.0.0:{port} shop.wsgi', port: 8000, health: '/health/', pages: ['/'], postgres: 'DATABASE_URL',
    migrations: { command: 'python3 manage.py migrate --noinput', folder: 'items/migrations', format: { django: 'items' }, table: 'django_migrations' }, templates: ['items/templates'],
  });
});

test('of a Dockerfile alone the command, the port and the check are taken, and a port that cannot be told is fixed', async () => {
  const project = app({ Dockerfile: 'FROM golang\nENV MODE=live\nEXPOSE 9000\nHEALTHCHECK --interval=10s --timeout=2s --start-period=30s CMD curl -f http://localhost:9000/ready\nCMD ["./shop", "serve"]\n' });
  const { stdout } = await runCommand(project, ['init', '--format', 'json']);
  expect(JSON.parse(read(project, 'json'))).toMatchObject({ command: './shop serve', port: 9000, fixedPort: true, env: { MODE: 'live' }, health: '/ready', healthCheck: { interval: 10, timeout: 2 }, gracePeriod: 30 });
  expect(stdout).toMatch(/^port 9000 from Dockerfile EXPOSE$/m);
  expect(stdout).toMatch(/^missing: portSetting: /m);
});

test('a configuration that is there is not written over, but by force', async () => {
  const project = app({ 'canarybed.config.ts': 'mine', 'server.js': '' });
  expect(await runCommand(project, ['init'])).toMatchObject({ code: 2, stderr: expect.stringMatching(/found canarybed\.config\.ts; --force writes over/) as string });
  expect(await runCommand(project, ['init', '--format', 'json', '--force'])).toMatchObject({ code: 2, stderr: expect.stringMatching(/second configuration/) as string });
  expect(read(project, 'ts')).toBe('mine');
  expect(await runCommand(project, ['init', '--force'])).toMatchObject({ code: 0 });
  expect(read(project, 'ts')).toContain('defineConfig');
});

test('each question takes what was found for an empty answer, asks again for what does not do, and a dash is none', async () => {
  const { folder } = app(NODE_APP);
  const input = new PassThrough();
  const output = new PassThrough();
  let asked = '';
  output.on('data', (text: Buffer) => (asked += text.toString()));
  input.write('\nmany\n5000\n\nhealth\n/up\n/, /cart\n-\n\n\n');
  expect(await init({ folder, format: 'json', yes: false, force: false }, { input, output }, new AbortController().signal, () => undefined)).toBe(0);
  const { envFile: _none, ...rest } = NODE_CONFIG;
  expect(JSON.parse(read({ folder }, 'json'))).toEqual({ ...rest, port: 5000, health: '/up', pages: ['/', '/cart'] });
  expect(asked).toContain('Port that the balancer addresses [3000], - for none: ');
  expect(asked).toContain('expected a port from 1 to 65535, found "many"');
});

test('answers that end too early are wrong use, and nothing is written', async () => {
  const { folder } = app(NODE_APP);
  const input = new PassThrough();
  input.end('node other.js\n');
  await expect(init({ folder, format: 'json', yes: false, force: false }, { input, output: new PassThrough() }, new AbortController().signal, () => undefined)).rejects.toThrow(/expected an answer to each question/);
  expect(existsSync(join(folder, 'canarybed.config.json'))).toBe(false);
});

const onPseudoTerminal = existsSync('/usr/bin/script') && process.platform === 'linux' ? test : test.skip;

/** By util-linux's `script`, which gives a program a terminal of its own. */
function startOnTerminal(project: ReturnType<typeof app>): StartedProgram {
  const child = spawn('script', ['-qec', `${process.execPath} ${join(ROOT, 'bin/canarybed.mjs')} init`, '/dev/null'], { cwd: project.folder, env: environmentIn(project), stdio: ['pipe', 'pipe', 'pipe'] });
  return new StartedProgram(child, project);
}

onPseudoTerminal('at a terminal it asks, and Ctrl-C writes nothing', async () => {
  const project = app(NODE_APP);
  const program = startOnTerminal(project);
  try {
    await program.says(/Command that starts the app .*\[node server\.js\]/);
    program.child.stdin?.write('node other.js\r');
    await program.says(/Port that the balancer addresses \[3000\]/);
    program.child.stdin?.write('\u0003');
    expect(await program.ended).toBe(130);
    expect(existsSync(join(project.folder, 'canarybed.config.ts'))).toBe(false);
  } finally {
    await program.end();
  }
});
