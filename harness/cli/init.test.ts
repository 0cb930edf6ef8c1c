import { spawn } from 'node:child_process';
import { chmodSync, existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { parse } from 'yaml';
import { init } from './init.js';
import { environmentIn, runCommand, StartedProgram } from './started-program.testing.js';
import { app, DJANGO_APP, DOCKER_APP, install, NODE_APP, read, removeApps } from './their-app.testing.js';
import { ROOT } from './tiny-project.testing.js';

afterEach(removeApps);

/** What was written as JSON, without what is there for editors. */
function written(project: { folder: string }): unknown {
  const { $schema: _schema, ...config } = JSON.parse(read(project, 'json')) as Record<string, unknown>;
  return config;
}

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
  expect(written(project)).toEqual(NODE_CONFIG);
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

test.each(['ts', 'yaml'] as const)('a secret of a command stands in the command alone, as %s', async (format) => {
  const project = app({ Procfile: 'web: serve --port $PORT --token their-own-secret-5\n', 'Procfile.old': '', Dockerfile: 'FROM x\nCMD ["serve", "--token", "their-own-secret-6"]\n' });
  const { stdout } = await runCommand(project, ['init', '--yes', '--format', format]);
  expect(stdout).toContain('command serve --token ***');
  expect(stdout).not.toContain('their-own-secret');
  expect(read(project, format).match(/their-own-secret-\d/g)).toHaveLength(1);
});

test('what is written as TypeScript and as YAML is the same configuration, with comments', async () => {
  const project = app(NODE_APP);
  await runCommand(project, ['init', '--format', 'ts']);
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
  const project = app(DJANGO_APP);
  await runCommand(project, ['init', '--format', 'json']);
  expect(written(project)).toEqual({
    name: 'shop', command: 'gunicorn --bind 0.0.0.0:{port} shop.wsgi', port: 8000, health: '/health/', pages: ['/'], postgres: 'DATABASE_URL',
    migrations: { command: 'python3 manage.py migrate --noinput', folder: 'items/migrations', format: { django: 'items' }, table: 'django_migrations' }, templates: ['items/templates'],
  });
});

test('of a Dockerfile alone the command, the port and the check are taken, and a port that cannot be told is fixed', async () => {
  const project = app(DOCKER_APP);
  const { stdout } = await runCommand(project, ['init', '--format', 'json']);
  expect(JSON.parse(read(project, 'json'))).toMatchObject({ command: './shop serve', port: 9000, fixedPort: true, env: { MODE: 'live' }, health: '/ready', healthCheck: { interval: 10, timeout: 2 }, gracePeriod: 30 });
  expect(stdout).toMatch(/^port 9000 from Dockerfile EXPOSE$/m);
  expect(stdout).toMatch(/^missing: portSetting: /m);
});

test('a program that is in the virtual environment alone is told by its path there', async () => {
  const project = app({ ...DJANGO_APP, 'venv/bin/gunicorn': '#!/bin/sh\n' });
  chmodSync(join(project.folder, 'venv/bin/gunicorn'), 0o755);
  const { stdout } = await runCommand(project, ['init', '--yes'], { PATH: '/usr/bin:/bin' });
  expect(stdout).toMatch(/^missing: command: gunicorn is not on PATH, but in the folder; say venv\/bin\/gunicorn$/m);
});

test('a configuration that is there is not written over, but by force', async () => {
  const project = app({ 'canarybed.config.ts': 'mine', 'server.js': '' });
  install(project.folder);
  expect(await runCommand(project, ['init'])).toMatchObject({ code: 2, stderr: expect.stringMatching(/found canarybed\.config\.ts; --force writes over/) as string });
  expect(await runCommand(project, ['init', '--format', 'json', '--force'])).toMatchObject({ code: 2, stderr: expect.stringMatching(/second configuration/) as string });
  expect(read(project, 'ts')).toBe('mine');
  expect(await runCommand(project, ['init', '--force'])).toMatchObject({ code: 0 });
  expect(read(project, 'ts')).toContain('defineConfig');
});

test('where the package is not installed a configuration that would have to load it is written on request alone', async () => {
  const project = app(NODE_APP);
  expect(await runCommand(project, ['init', '--yes'])).toMatchObject({ code: 0, stdout: expect.stringMatching(/^wrote canarybed\.config\.yaml$/m) as string });
  expect(read(project, 'yaml')).not.toContain('node_modules/canarybed');
  expect(await runCommand(project, ['audit', '--list'])).toMatchObject({ code: 0, stderr: '' });
  rmSync(join(project.folder, 'canarybed.config.yaml'));
  const asked = await runCommand(project, ['init', '--yes', '--format', 'ts']);
  expect(asked.stdout).toMatch(/^missing: canarybed is not installed here, and canarybed\.config\.ts imports it; npm install --save-dev canarybed$/m);
});

test('a configuration of another kind that is there is in the way, also where none was asked for', async () => {
  const project = app({ 'canarybed.config.ts': 'mine', 'server.js': '' });
  expect(await runCommand(project, ['init'])).toMatchObject({ code: 2, stderr: expect.stringMatching(/found canarybed\.config\.ts, beside which canarybed\.config\.yaml would be a second configuration/) as string });
});

test('each question takes what was found for an empty answer, asks again for what does not do, and a dash is none', async () => {
  const { folder } = app(NODE_APP);
  const input = new PassThrough();
  const output = new PassThrough();
  let asked = '';
  output.on('data', (text: Buffer) => (asked += text.toString()));
  input.write('\nmany\n5000\n\nhealth\n/up\n/, /cart\n-\n\n\n\n');
  expect(await init({ folder, format: 'json', yes: false, force: false }, { input, output }, new AbortController().signal, () => undefined)).toBe(0);
  const { envFile: _none, ...rest } = NODE_CONFIG;
  expect(written({ folder })).toEqual({ ...rest, port: 5000, health: '/up', pages: ['/', '/cart'] });
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
    expect(readdirSync(project.folder).filter((name) => name.startsWith('canarybed'))).toEqual([]);
  } finally {
    await program.end();
  }
});
