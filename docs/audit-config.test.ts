import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { CONFIG_SCHEMA } from '../harness/audit/config/config-schema.js';
import { readAuditInput } from '../harness/audit/config/read-audit-input.js';
import { splitCommand } from '../harness/audit/config/split-command.js';
import { CONFIG_OPTIONS, configFlags } from '../harness/cli/audit-config-options.js';

const text = readFileSync(join(__dirname, 'audit-config.md'), 'utf8');
const rows = [...text.matchAll(/^\| `([^`]+)` \|([^|]*)\|/gm)].map(([, key = '', flags = '']) => ({ key, flags }));
const blockOf = (language: string): string => new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``).exec(text)?.[1] ?? '';

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
