import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { CONFIG_SCHEMA } from '../harness/audit/config/config-schema.js';
import { readAuditInput } from '../harness/audit/config/read-audit-input.js';
import { splitCommand } from '../harness/audit/config/split-command.js';
import { CONFIG_OPTIONS, configFlags } from '../harness/cli/audit-config-options.js';
import { runCommand } from '../harness/cli/started-program.testing.js';

const text = readFileSync(join(__dirname, 'audit-config.md'), 'utf8');
const rows = [...text.matchAll(/^\| `([^`]+)` \|([^|]*)\|/gm)].map(([, key = '', flags = '']) => ({ key, flags }));
const blocksOf = (language: string): string[] => [...text.matchAll(new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``, 'g'))].map(([, block = '']) => block);
const blockOf = (language: string): string => blocksOf(language)[0] ?? '';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'audit-config-docs-'));
  mkdirSync(join(folder, 'migrations'));
  writeFileSync(join(folder, 'migrations/0001.sql'), '');
  writeFileSync(join(folder, 'seed.sql'), '');
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** What the three examples have in common. */
const SAME = {
  command: ['node', 'server.js'],
  env: { GREETING: 'hello' },
  port: { setting: 'PORT', instancePort: 3000 },
  database: { setting: 'DATABASE_URL', seed: 'seed.sql' },
  migrations: { folder: 'migrations', command: ['node', 'migrate.js'], format: 'sql' },
  healthCheck: { target: 'HTTP:3000/health' },
};

const read = (args: string[] = []) => readAuditInput(configFlags(parseArgs({ args, options: CONFIG_OPTIONS }).values), folder);

it('has a row for every key, and no other', () => {
  expect(rows.map(({ key }) => key)).toEqual(Object.keys(CONFIG_SCHEMA.shape));
});

it('shows every flag but those that name the file', () => {
  const shown = rows.flatMap(({ flags }) => [...flags.matchAll(/--([a-z-]+)/g)].map(([, flag]) => flag));
  expect(shown.sort()).toEqual(Object.keys(CONFIG_OPTIONS).filter((flag) => !['config', 'app'].includes(flag)).sort());
});

it('shows a configuration in TypeScript that is taken', async () => {
  const door = relative(folder, join(__dirname, '../harness/index.js'));
  writeFileSync(join(folder, 'canarybed.config.ts'), blockOf('ts').replace("'canarybed'", JSON.stringify(door)));
  const { release, readChecks } = await read();
  expect(release).toMatchObject(SAME);
  expect(release.users.map(({ name }) => name)).toEqual(['/', '/about']);
  expect(readChecks?.('database: failed')).toEqual({ database: true });
});

it('shows one in YAML that is taken', async () => {
  writeFileSync(join(folder, 'canarybed.config.yaml'), blockOf('yaml'));
  const { release } = await read();
  expect(release).toMatchObject(SAME);
  expect(release.users.map(({ name }) => name)).toEqual(['/', '/about', 'order: POST /login', 'order: POST /orders']);
});

it('shows flags that are taken', async () => {
  const { release } = await read(splitCommand(blockOf('sh').trim(), 'flags').slice(3));
  expect(release).toMatchObject(SAME);
  expect(release.users.map(({ name }) => name)).toEqual(['/', '/about']);
});

it('shows commands of which each takes what the one before has written', async () => {
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ scripts: { start: 'node server.js' } }));
  writeFileSync(join(folder, 'server.js'), "require('node:http').createServer((_, answer) => answer.end('ok')).listen(process.env.PORT ?? 3000); // '/health'\n");
  const commands = (blocksOf('sh')[1] ?? '').trim().split('\n').map((line) => line.split(' ').slice(2));
  expect(commands.map(([name]) => name)).toEqual(['init', 'doctor', 'audit']);
  const project = { folder, temporary: tmpdir() };
  const said: string[] = [];
  for (const command of commands) {
    const { code, stdout, stderr } = await runCommand(project, command[0] === 'audit' ? [...command, '--list'] : command);
    expect({ command, code, stderr }).toEqual({ command, code: 0, stderr: '' });
    said.push(stdout);
  }
  expect(said[0]).toContain('wrote canarybed.config.yaml\n');
  expect(said[1]).toContain('described by canarybed.config.yaml\n  command   node is here\n');
  expect(said[2]).toMatch(/^5 mutants, \d+ ignored/m);
});

it('says of HOME and of numbers in YAML what holds', async () => {
  expect(text.replace(/\s+/g, ' ')).toContain('by `HOME` in `env`');
  writeFileSync(join(folder, 'canarybed.config.yaml'), 'command: a\nenv: { VERSION: 1.10, MODE: 0644, HOME: /home/me }\n');
  expect((await read()).release.env).toEqual({ VERSION: '1.10', MODE: '0644', HOME: '/home/me' });
});
