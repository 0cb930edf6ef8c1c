import { PassThrough } from 'node:stream';
import { NO_FLAGS } from '../audit/config/config-flags.js';
import { readAuditInput } from '../audit/config/read-audit-input.js';
import { CONFIG_FORMATS } from '../audit/init/write-config.js';
import { init } from './init.js';
import { app, DJANGO_APP, DOCKER_APP, install, NODE_APP, read, removeApps } from './their-app.testing.js';

afterEach(removeApps);

/** @param answers none: nobody is there to give them */
async function initialised(files: Readonly<Record<string, string>>, format: (typeof CONFIG_FORMATS)[number], answers?: string): Promise<{ folder: string; said: string[] }> {
  const { folder } = app(files);
  install(folder);
  const said: string[] = [];
  const input = new PassThrough();
  input.end(answers);
  const terminal = answers === undefined ? undefined : { input, output: new PassThrough() };
  await init({ folder, format, yes: false, force: false }, terminal, new AbortController().signal, (line) => said.push(line));
  return { folder, said };
}

/** Of a framework nothing is known of, a file of settings that is missing, a server that only that file names, a command with brackets. */
const ODD_APP = {
  Procfile: "release: cd db && ./migrate\nweb: uvicorn 'shop:app' --host [::] --port $PORT --log-config \"a b.ini\"\n",
  'compose.yaml': 'services:\n  web:\n    build: .\n    env_file: [web.env, other.env]\n    environment:\n      CACHE_URL: redis://:secret@cache/0\n      QUEUE_URL: amqp://queue:5672\n  cache: { image: redis }\n  queue: { image: rabbitmq }\n',
  'other.env': 'export CACHE_URL=redis://:secret@127.0.0.1/0\n', 'migrations/1.sql': '',
};
const SHELL_APP = { 'package.json': JSON.stringify({ name: '@acme/Ümläut shop', scripts: { start: 'node build.js && A=$B node server.js > log.txt' } }), 'main.tf': 'resource "aws_elb" "x" {\n  health_check {\n    target = "TCP:8080"\n    interval = 5\n    timeout = 30\n  }\n}\n' };

const APPS = { Node: NODE_APP, Django: DJANGO_APP, Dockerfile: DOCKER_APP, odd: ODD_APP, shell: SHELL_APP };

describe.each(CONFIG_FORMATS)('a configuration as %s', (format) => {
  test.each(Object.entries(APPS))('of the app %s is taken as it was written', async (_, files) => {
    const { folder } = await initialised(files, format);
    const { release } = await readAuditInput(NO_FLAGS, folder);
    expect(release.command.length).toBeGreaterThan(0);
    expect(release.users.length).toBeGreaterThan(0);
  });
});

test('what is written says what was found', async () => {
  const { folder } = await initialised(NODE_APP, 'ts');
  const input = await readAuditInput(NO_FLAGS, folder);
  expect(input).toMatchObject({ templates: ['views'], statics: ['public'], deployment: { gracePeriod: 240, capacityTimeout: 600 } });
  expect(input.release).toMatchObject({
    name: 'shop', folder, command: ['node', 'server.js'], env: { NODE_ENV: 'production', THEME: 'dark', SESSION_SECRET: 'their-own-secret-1' }, database: { setting: 'DATABASE_URL' },
    migrations: { command: ['node_modules/.bin/knex', 'migrate:latest'], folder: 'migrations', format: 'files' }, healthCheck: { target: 'HTTP:3000/healthz/deep', interval: 20 }, balancer: 'application',
  });
});

test('a file of settings that is not there is told and left out, and with it a server that nothing else names', async () => {
  const { folder, said } = await initialised(ODD_APP, 'json');
  expect(JSON.parse(read({ folder }, 'json'))).toMatchObject({ envFile: 'other.env', dependencies: ['CACHE_URL'] });
  expect(said).toContain('missing: compose.yaml service web, env_file: web.env is not there, so it is left out of envFile');
  expect(said).toContainEqual(expect.stringMatching(/^missing: env\.QUEUE_URL: /));
});

test('editors are led to the schema', async () => {
  const { folder } = await initialised(DOCKER_APP, 'json');
  expect(JSON.parse(read({ folder }, 'json'))).toMatchObject({ $schema: './node_modules/canarybed/schema/canarybed.config.schema.json' });
});

test.each([
  ['without a database there are no migrations', NODE_APP, ['', '', '', '', '', '', '-'], ['postgres', 'migrations']],
  ['without a port there is none that is fixed', DOCKER_APP, ['', '-', '', '', '', '', ''], ['port', 'fixedPort']],
])('%s, whatever was found', async (_, files, answers, without) => {
  const { folder } = await initialised(files, 'json', `${answers.join('\n')}\n`);
  for (const key of without) expect(JSON.parse(read({ folder }, 'json'))).not.toHaveProperty(key);
  await readAuditInput(NO_FLAGS, folder);
});

test('the folder of migrations is asked for beside their command', async () => {
  const { folder } = await initialised({ ...NODE_APP, 'db/steps/1.sql': '' }, 'json', `${['', '', '', '', '', '', '', './migrate', '/db', 'db/steps'].join('\n')}\n`);
  expect(JSON.parse(read({ folder }, 'json'))).toMatchObject({ migrations: { command: './migrate', folder: 'db/steps', table: 'knex_migrations' } });
  expect((await readAuditInput(NO_FLAGS, folder)).release.migrations?.format).toBe('sql');
});

test('what an empty answer leaves open stays missing', async () => {
  const files = { 'package.json': '{"scripts": {"start": "./serve"}}' };
  const unanswered = await initialised(files, 'json', '\n'.repeat(8));
  expect(unanswered.said).toEqual(expect.arrayContaining([expect.stringMatching(/^missing: port: /), expect.stringMatching(/^missing: health: /)]));
  const answered = await initialised(files, 'json', `${['./serve {port}', '8080', '/up', '', '', ''].join('\n')}\n`);
  expect(answered.said.filter((line) => line.startsWith('missing'))).toEqual([]);
});
