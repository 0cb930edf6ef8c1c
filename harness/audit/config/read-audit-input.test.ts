import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { CONFIG_OPTIONS, configFlags } from '../../cli/audit-config-options.js';
import { ConfigError } from '../../model/errors.js';
import { readAuditInput } from './read-audit-input.js';

let folder: string;

beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'read-audit-input-'))));

afterEach(() => rmSync(folder, { recursive: true, force: true }));

function write(files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
}

const read = (...args: string[]) => readAuditInput(configFlags(parseArgs({ args, options: CONFIG_OPTIONS }).values), folder);

async function refusal(...args: string[]): Promise<string> {
  const error: unknown = await read(...args).then(() => undefined, (thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(ConfigError);
  return (error as Error).message;
}

const CONFIG = { command: 'node server.js', env: { A: 'file' }, health: '/file' };
const FILES = {
  'canarybed.config.json': JSON.stringify({ $schema: './schema.json', ...CONFIG }),
  'canarybed.config.yaml': 'command: node server.js\nenv: { A: file }\nhealth: /file\n',
  'canarybed.config.yml': 'command: node server.js\nenv: { A: file }\nhealth: /file\n',
  'canarybed.config.ts': `const config: { command: string } = ${JSON.stringify(CONFIG)};\nexport default config;\n`,
  'canarybed.config.js': `module.exports = ${JSON.stringify(CONFIG)};\n`,
  'canarybed.config.cjs': `module.exports = ${JSON.stringify(CONFIG)};\n`,
};

test.each(Object.entries(FILES))('%s is found', async (name, text) => {
  write({ [name]: text });
  const { release } = await read();
  expect(release).toMatchObject({ name: basename(folder), folder, command: ['node', 'server.js'], env: { A: 'file' }, healthCheck: { target: 'HTTP:80/file' } });
});

test.each([
  ['an export named config', `export const config = ${JSON.stringify(CONFIG)};`],
  ['a module of CommonJS', `module.exports = { default: ${JSON.stringify(CONFIG)} };`],
])('a configuration may be %s', async (_, text) => {
  write({ 'other.config.ts': text });
  expect((await read('--config', 'other.config.ts')).release.env).toEqual({ A: 'file' });
});

test('a file elsewhere has its folders beside it, and a package its name', async () => {
  write({ 'sub/audit.yaml': 'command: node server.js\nenvFile: .env\n', 'sub/.env': 'A=below', 'sub/package.json': '{"name":"@acme/till"}' });
  const { release } = await read('--config', 'sub/audit.yaml');
  expect(release).toMatchObject({ name: 'till', folder: join(folder, 'sub'), env: { A: 'below' }, leaveOut: ['.env'] });
});

test('files of settings outside of the release are no part of it anyway', async () => {
  write({ 'app/audit.yaml': 'command: node server.js\nenvFile: ../shared.env\n', 'shared.env': 'A=above' });
  const { release } = await read('--config', 'app/audit.yaml');
  expect([release.env, release.leaveOut]).toEqual([{ A: 'above' }, undefined]);
});

test('it says which files describe the app, whoever named them', async () => {
  write({ 'sub/audit.yaml': 'command: node server.js\nenvFile: .env\n', 'sub/.env': 'A=below', 'more.env': 'B=flag', 'canarybed.config.json': JSON.stringify(CONFIG) });
  const sources = async (...args: string[]) => (await read(...args)).sources?.map((file) => relative(folder, file));
  expect(await sources()).toEqual(['canarybed.config.json']);
  expect(await sources('--config', 'sub/audit.yaml', '--env-file', 'more.env')).toEqual(['sub/audit.yaml', 'sub/.env', 'more.env']);
});

test('flags override the file, setting by setting', async () => {
  write({
    'canarybed.config.json': JSON.stringify({ ...CONFIG, health: undefined, healthCheck: { target: 'HTTP:80/file', interval: 5 }, pages: ['/file'], envFile: 'a.env', env: { B: 'file', C: 'file' }, postgres: { setting: 'PG', seed: 'seed.sql' }, migrations: { command: 'm', table: 'done' } }),
    'a.env': 'A=env file\nB=env file\nC=env file\nD=env file\n',
    'b.env': '# later\nC="flag file"\nD=flag file',
    'seed.sql': '', 'db/001.js': '',
  });
  const { release } = await read('--health', '/flag', '--page', '/1', '--page', '/2', '--env-file', 'b.env', '--env', 'D=f=lag', '--migrations', 'db', '--postgres', 'DATABASE_URL');
  expect(release.env).toEqual({ A: 'env file', B: 'file', C: 'flag file', D: 'f=lag' });
  expect(release.healthCheck).toMatchObject({ target: 'HTTP:80/flag', interval: 5 });
  expect(release.users.map(({ path }) => path)).toEqual(['/1', '/2']);
  expect(release.database).toEqual({ setting: 'DATABASE_URL', seed: 'seed.sql', tables: [] });
  expect(release.migrations).toMatchObject({ command: ['m'], folder: 'db', table: 'done', format: 'files' });
});

test.each<[string, string, string[], string]>([
  ['its port and its protocol', 'HTTPS:8443/file', ['--health', '/flag'], 'HTTPS:8443/flag'],
  ['the port of a target that has no path', 'TCP:8080', ['--health', '/flag'], 'HTTP:8080/flag'],
  ['not the port, where that is flagged too', 'HTTP:8080/file', ['--health', '/flag', '--port', '3000'], 'HTTP:3000/flag'],
])('a path that is flagged over the target of a file keeps %s', async (_, target, args, expected) => {
  write({ 'canarybed.config.json': JSON.stringify({ command: 'node server.js', healthCheck: { target, interval: 5 } }) });
  const { release } = await read(...args);
  expect(release.healthCheck).toMatchObject({ target: expected, interval: 5 });
  expect(expected).toContain(`:${release.port.instancePort}/`);
});

const WRITTEN = { VERSION: '1.10', MODE: '0644', OCTAL: '0o644', LIMIT: '1e3', BIG: '9007199254740993', SWITCH: 'yes', FLAG: 'True', TEXT: '1.0' };

test('settings in YAML are texts as they are written, and other values what they mean', async () => {
  const [settings, more] = ['{ VERSION: 1.10, MODE: 0644, OCTAL: 0o644, LIMIT: 1e3, BIG: 9007199254740993, SWITCH: yes, FLAG: True, TEXT: "1.0" }', '{ VERSION: 1.10, MODE: 0644 }'];
  const text = `command: m\nport: &port 0x1F90\nenv: ${settings}\npostgres: PG\nmigrations: { command: m, skipWith: ${more} }\njourneys:\n  - name: a\n    steps:\n      - { path: /1, form: ${more} }\n      - { path: /2, json: { env: ${more} } }\n      - { path: /3, form: { PORT: *port } }\n`;
  write({ 'canarybed.config.yaml': text, 'migrations/1.sql': '' });
  const { release } = await read();
  expect(release.env).toEqual(WRITTEN);
  expect(release.port.instancePort).toBe(8080);
  expect(release.migrations?.skipWith).toEqual({ VERSION: '1.10', MODE: '0644' });
  expect(release.users.map(({ body }) => body)).toEqual(['VERSION=1.10&MODE=0644', '{"env":{"VERSION":1.1,"MODE":644}}', 'PORT=8080']);
});

test('so are those in JSON', async () => {
  write({ 'canarybed.config.json': '{"command": "m", "env": {"VERSION": 1.10, "LIMIT": 1e3, "FLAG": true, "TEXT": "1.0"}}' });
  expect((await read()).release.env).toEqual({ VERSION: '1.10', LIMIT: '1e3', FLAG: 'true', TEXT: '1.0' });
});

test('flags alone describe an app', async () => {
  write({ 'views/a.ejs': '', 'public/a.css': '', 'scenarios/app.ts': 'throw new Error("not read")' });
  const input = await read('--command', 'node server.js --port {port}', '--port', '3000', '--fixed-port', '--balancer', 'network', '--env', 'REDIS=r:1', '--env', 'MAIL=m:2', '--dependency', 'REDIS', '--optional', 'MAIL', '--templates', 'views', '--static', 'public', '--reset', 'node reset.js', '--build', 'true', '--copy-dependencies', '--watch-for', '60');
  expect(input).toMatchObject({ templates: ['views'], statics: ['public'], reset: ['node', 'reset.js'], watchFor: 60 });
  expect(input.release).toMatchObject({
    command: ['node', 'server.js', '--port', '{port}'], port: { setting: 'PORT', instancePort: 3000, fixed: 3000 }, balancer: 'network',
    dependencies: [{ setting: 'REDIS' }, { setting: 'MAIL', optional: true }], build: { command: ['true'], folder }, copyDependencies: true,
  });
});

test('an app of defineApp is taken where there is no configuration, with settings of the flags', async () => {
  const door = relative(join(folder, 'scenarios'), join(__dirname, '../../index.js'));
  const described = { name: 'till', folder, command: ['node', 'server.js'], env: { A: 'app', B: 'app' }, port: { setting: 'PORT', instancePort: 80 }, publicHost: 'till.example.com', pages: {}, users: [], checks: {}, healthCheck: { target: 'HTTP:80/health', interval: 15, timeout: 5, healthyThreshold: 2, unhealthyThreshold: 10 } };
  const audit = { ignore: [{ mutant: 'garble-setting:A', reason: 'any will do' }], gracePeriod: '1m', reset: 'node not-this.js', watchFor: '30s' };
  write({ 'scenarios/app.ts': `import { defineApp } from ${JSON.stringify(door)};\nexport const { app } = defineApp({ ...${JSON.stringify(described)}, audit: ${JSON.stringify(audit)} });`, 'b.env': 'B=b' });
  const input = await read('--env', 'A=flag', '--env-file', 'b.env', '--reset', 'node reset.js', '--watch-for', '90s');
  expect(input).toMatchObject({ release: { ...described, env: { A: 'flag', B: 'b' }, balancer: 'classic' }, reset: ['node', 'reset.js'], watchFor: 90, ignore: audit.ignore, deployment: { gracePeriod: 60 } });
  expect(input.release).not.toHaveProperty('audit');
  expect(input).not.toHaveProperty('templates');
  expect(await refusal('--app', 'scenarios/app.ts', '--health', '/up')).toBe('the flags: scenarios/app.ts describes the app by defineApp, which says "health" itself; change it there, or describe the app by --command or a configuration');
  write({ 'canarybed.config.json': JSON.stringify(CONFIG) });
  expect((await read('--app', 'scenarios/app.ts')).release.publicHost).toBe('till.example.com');
  expect((await read('--app', 'scenarios/app.ts', '--env-file', 'b.env')).release.leaveOut).toEqual(['b.env']);
});

test('a folder that describes nothing is told what to do', async () => {
  expect(await refusal('--health', '/up')).toMatch(/found none; "canarybed init" writes one, or say .* --command "node server.js" --health \/health$/);
});

test('two configurations are refused by their names', async () => {
  write({ 'canarybed.config.ts': '', 'canarybed.config.yml': '' });
  expect(await refusal()).toContain('found canarybed.config.ts and canarybed.config.yml; take one out, or name one by --config');
  expect(await refusal('--config', 'a.json', '--app', 'b.ts')).toContain('--config and --app: expected one of them');
});

test.each<[string, string, string, string[], string]>([
  ['an unknown key, with its line', 'a.yaml', 'command: a\npgaes:\n  - /\n', [], 'a.yaml:2: there is no "pgaes"; did you mean "pages"?'],
  ['a wrong value, with its line', 'a.yaml', 'command: a\npages:\n  - about\n', [], 'a.yaml:3: pages[0]: expected a path'],
  ['what does not go together', 'a.json', '{"command": "a", "fixedPort": true}', [], 'a.json: fixedPort: expected the port'],
  ['a flag that is wrong', 'a.json', '{"command": "a"}', ['--health', 'up'], 'the flags: health: expected a path that begins with a slash'],
  ['a file of another sort', 'a.toml', '', [], 'a.toml: expected a name that ends in .ts, .js, .mjs, .cjs, .json, .yaml or .yml'],
  ['a file of settings that is missing', 'a.json', '{"command": "a", "envFile": ["b.env"]}', [], 'a.json: envFile: expected a file of settings at'],
  ['a folder that is missing', 'a.json', '{"command": "a", "folder": "dist"}', [], 'a.json: folder: expected the release at'],
  ['a seed that is missing', 'a.json', '{"command": "a", "postgres": {"setting": "PG", "seed": "s.sql"}}', [], 'a.json: postgres.seed: expected "s.sql" in the release\'s folder'],
  ['templates that are missing', 'a.json', '{"command": "a", "templates": "views"}', [], 'a.json: templates: expected "views"'],
  ['a function in JSON', 'a.json', '{"command": "a", "readChecks": "x"}', [], 'a.json:1: readChecks: expected a function'],
  ['a module that exports something else', 'a.ts', 'export const other = 1;', [], 'a.ts: expected a default export, or an export named config, found neither'],
  ['a file that exports nothing', 'a.cjs', 'let other;', [], 'a.cjs: expected a default export'],
  ['a file that cannot run', 'a.ts', 'throw new Error("no such thing");', [], 'a.ts cannot be loaded: Error: no such thing'],
])('%s is refused', async (_, name, text, args, message) => {
  write({ [name]: text });
  expect(await refusal('--config', name, ...args)).toContain(message);
});

test('a file that is not there is refused', async () => {
  expect(await refusal('--config', 'a.json')).toContain('a.json: expected a configuration at');
  expect(await refusal('--config', 'a.ts')).toContain('expected a file that exports a configuration at');
});

test('what comes with a build need not be there before it', async () => {
  write({ 'a.json': '{"command": "a", "folder": "dist", "build": "make", "templates": "views"}' });
  expect((await read('--config', 'a.json')).templates).toEqual(['views']);
});
