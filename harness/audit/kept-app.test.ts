import { checkConfig } from './config/check-config.js';
import { NO_FLAGS, type ConfigFlags } from './config/config-flags.js';
import type { ConfigSource } from './config/find-config.js';
import { keptApp } from './kept-app.js';
import { subjectOf } from './sample-subject.testing.js';
import type { Mutant } from './mutant.js';
import type { Release } from '../model/release.js';

const NAMES = ['fault', 'scenario'];
const PATHS = '// Paths are from the folder in which it is run: that of the audit.\n';
const migrations = { folder: 'migrations', command: ['node', 'migrate.js'], skipWith: {}, table: 'applied' };
const { release: described } = subjectOf({ migrations, env: { GREETING: 'hello' }, database: { setting: 'DATABASE_URL', tables: [] } });

interface Given {
  readonly flags?: Partial<ConfigFlags>;
  readonly described?: Release;
  readonly learned?: Partial<Release>;
  readonly mutants?: readonly Mutant[];
}

function kept(describedIn: ConfigSource, given: Given = {}) {
  const release = given.described ?? described;
  return keptApp({ describedIn, flags: { ...NO_FLAGS, ...given.flags }, described: release, learned: { ...release, ...given.learned } }, given.mutants ?? []);
}

const YAML = { kind: 'config', file: 'deploy/canarybed.config.yaml' } as const;
const FLAGS = { kind: 'flags' } as const;
const opening = (describedIn: ConfigSource, given?: Given): string => kept(describedIn, given).opening(NAMES);

test('an app of defineApp is imported from the file beside', () => {
  expect(opening({ kind: 'app', file: 'scenarios/app.ts' })).toBe(`import { fault, scenario } from './app.js';`);
  expect(opening({ kind: 'app', file: 'other.mts' })).toBe(`import { fault, scenario } from './other.mjs';`);
});

test('settings that flags gave such an app are told, without their values', () => {
  const text = opening({ kind: 'app', file: 'scenarios/app.ts' }, { flags: { env: { SECRET_KEY: 'very-secret' }, envFiles: ['.env.ci'] } });
  expect(text).toBe(`// The audit gave the app other settings than scenarios/app.ts does: SECRET_KEY, .env.ci. Give it the same there.\nimport { fault, scenario } from './app.js';`);
});

test('what was found and such an app does not describe is told, too', () => {
  const learned = { port: { ...described.port, fixed: 80 }, dependencies: [{ setting: 'CACHE_URL', optional: true }], migrations: { ...migrations, atStart: true } };
  const { release, opening } = kept({ kind: 'app', file: 'scenarios/app.ts' }, { learned });
  expect(opening(NAMES).split('\n').slice(0, 3)).toEqual([
    "// The audit found servers that scenarios/app.ts does not describe. Say there: dependencies: [{ setting: 'CACHE_URL', optional: true }].",
    '// The start of the app migrates. Say so in scenarios/app.ts, by migrations.atStart.',
    '// The app listens on port 80 whatever it is told. Say so in scenarios/app.ts, by port.fixed.',
  ]);
  expect(release).toBe(described);
});

test('a configuration is named as the audit was told, and flags are what is otherwise', () => {
  const start = `import { defineAppFrom } from 'canarybed';\n\n${PATHS}const { fault, scenario } = defineAppFrom('deploy/canarybed.config.yaml'`;
  expect(opening(YAML)).toBe(`${start});`);
  const flags = { settings: { health: '/ready', pages: ['/', '/about'] }, env: { MODE: 'ci' }, envFiles: ['.env.ci'], postgres: { seed: 'seed.sql' } };
  expect(opening(YAML, { flags }).replace(/,?\s+/g, ' ')).toContain("'deploy/canarybed.config.yaml' { health: '/ready' pages: ['/' '/about'] envFile: '.env.ci' postgres: { seed: 'seed.sql' } env: { MODE: 'ci' } }");
});

test('an image is what flags say of it, as far as scenarios go', () => {
  expect(opening(FLAGS, { flags: { settings: { image: 'shop:local', port: 8080, watchFor: 60 } } })).not.toContain('watchFor');
  expect(opening(FLAGS, { flags: { settings: { image: 'shop:local', port: 8080 } } })).toContain(`defineAppFrom({ image: 'shop:local', port: 8080 });`);
});

test('no secret is written, wherever it stands, and what is missing for it is told', () => {
  const env = { API_TOKEN: 'a-token-0123456789', REPORTS: 'postgres://me:pg-password@db/reports', 'app.secret': 'dotted-secret', MODE: 'with a-token-0123456789', GREETING: 'hello' };
  const settings = { command: 'node server.js --token of-the-command', pages: ['/?key=a-token-0123456789'], health: '/health', reset: 'node reset.js --token of-the-reset' };
  const migrations = { command: 'node migrate.js', skipWith: { DB_TOKEN: 'of-the-skip' } };
  const text = opening(FLAGS, { flags: { env, settings, migrations }, described: { ...described, env, command: ['node', 'server.js', '--token', 'of-the-command'] } });
  for (const secret of ['a-token-0123456789', 'pg-password', 'dotted-secret', 'of-the-command', 'of-the-reset', 'of-the-skip']) expect(text).not.toContain(secret);
  expect(text).toContain('// Secrets are not written here: it needs API_TOKEN, REPORTS, app.secret, MODE in its environment.\n');
  expect(text).toContain('// Left out, since a secret is in it: command, pages, reset, migrations. Write it with what process.env has.\n');
  expect(text.replace(/\s+/g, ' ')).toMatch(/API_TOKEN: process\.env\.API_TOKEN, .*'app\.secret': process\.env\['app\.secret'\], .*GREETING: 'hello'/);
});

test('what learning found and the scenarios need is written with it, and is in the release that they are written for', () => {
  const mutant = { faults: [{ kind: 'database', operator: 'table-missing', onset: 'passing', table: 'items', summary: 'x' }] } as unknown as Mutant;
  const learned = {
    port: { ...described.port, fixed: 80 },
    dependencies: [{ setting: 'CACHE_URL', optional: false }, { setting: 'MAIL', optional: true }],
    database: { setting: 'DATABASE_URL', tables: ['items', 'orders'] },
    migrations: { ...migrations, atStart: true },
  };
  const { release, opening } = kept(YAML, { learned, mutants: [mutant] });
  expect(opening(NAMES).replace(/\s+/g, ' ')).toContain(`port: 80, fixedPort: true, dependencies: [{ setting: 'CACHE_URL' }, { setting: 'MAIL', optional: true }], postgres: { tables: ['items', 'orders'] }, migrations: { atStart: true }`);
  expect(release).toMatchObject(learned);
  const other = kept(YAML, { learned: { database: learned.database } });
  expect([other.opening(NAMES), other.release.database?.tables]).toEqual([expect.not.stringContaining('tables'), []]);
});

test('members are those that a configuration has', () => {
  const flags = { settings: { image: 'shop:local' }, postgres: { setting: 'DATABASE_URL' }, migrations: { command: 'node migrate.js' }, envFiles: ['a', 'b'], env: { A: 'b' } };
  const text = /defineAppFrom\((.*)\);/s.exec(opening(FLAGS, { flags }))?.[1] ?? '';
  const members = (new Function(`return ${text}`) as () => object)();
  expect(checkConfig(members, 'kept')).toEqual({ image: 'shop:local', envFile: ['a', 'b'], postgres: { setting: 'DATABASE_URL' }, migrations: { command: 'node migrate.js' }, env: { A: 'b' } });
});
