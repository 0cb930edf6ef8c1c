import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineApp } from '../../define-app.js';
import { ConfigError } from '../../model/errors.js';
import type { Release } from '../../model/release.js';
import { registeredApps } from '../../runner/registry.js';
import { identityOf } from '../remember.js';
import type { AuditInput } from '../settings.js';
import type { AppAudit } from './config-schema.js';
import { audited } from './described-by-app.js';

const folder = mkdtempSync(join(tmpdir(), 'described-by-app-'));

beforeAll(() => {
  mkdirSync(join(folder, 'views'));
  mkdirSync(join(folder, 'public'));
  writeFileSync(join(folder, 'reset.js'), '');
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const DESCRIPTION = {
  name: 'till', folder, command: ['node', 'server.js'], env: { GREETING: 'hello' }, port: { setting: 'PORT', instancePort: 80 }, publicHost: 'till.example.com',
  database: { setting: 'DATABASE_URL', tables: ['items'] }, pages: {}, users: [], checks: {},
  healthCheck: { target: 'HTTP:80/health', interval: 15, timeout: 5, healthyThreshold: 2, unhealthyThreshold: 10 },
} as const;

/** The release as it is registered. */
function described(audit?: AppAudit, change: object = {}): Release {
  defineApp({ ...DESCRIPTION, ...change, ...(audit ? { audit } : {}) });
  const release = registeredApps().at(-1);
  if (!release) throw new Error('no app was registered');
  return release;
}

const besides = (audit: unknown, flagged: Parameters<typeof audited>[2] = {}, change: object = {}): Omit<AuditInput, 'release'> =>
  audited(described(audit as AppAudit, change), 'scenarios/app.ts', flagged);

function refusal(...args: Parameters<typeof besides>): string {
  try {
    besides(...args);
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigError);
    return (error as Error).message;
  }
  return 'taken';
}

const readChecks = (body: string) => ({ database: body.includes('database: failed') });
const AUDIT: AppAudit = {
  ignore: [{ mutant: 'garble-setting:GREETING', reason: 'any greeting is one' }], gracePeriod: '2m', capacityTimeout: 300, readChecks,
  tables: ['items'], reset: 'node reset.js --all', templates: 'views', static: ['public'],
};

test('a description says for audits what a configuration can', () => {
  expect(besides(AUDIT)).toEqual({
    ignore: AUDIT.ignore, deployment: { gracePeriod: 120, capacityTimeout: 300 }, readChecks, tables: ['items'],
    reset: ['node', 'reset.js', '--all'], templates: ['views'], statics: ['public'],
  });
  expect(besides(undefined)).toEqual({ ignore: [], deployment: {} });
});

test('flags win over it, one by one', () => {
  const flagged = { reset: 'node other.js', static: ['views'] };
  expect(besides(AUDIT, flagged)).toEqual({ ...besides(AUDIT), reset: ['node', 'other.js'], statics: ['views'] });
  expect(besides({ ...AUDIT, templates: 'nowhere' }, { templates: 'public' })).toMatchObject({ templates: ['public'] });
});

test.each<[string, Parameters<typeof besides>, string]>([
  ['an unknown key', [{ statics: 'public' }], 'scenarios/app.ts: audit: there is no "statics"; did you mean "static"?'],
  ['a rule without a reason', [{ ignore: [{ mutant: 'a' }] }], 'scenarios/app.ts: audit.ignore[0].reason: expected a reason, found nothing'],
  ['what is no time', [{ gracePeriod: 'long' }], "scenarios/app.ts: audit.gracePeriod: expected a time such as '1.5s', '250ms' or '5m', or a number of seconds, found \"long\""],
  ['what is no function', [{ readChecks: {} }], 'scenarios/app.ts: audit.readChecks: expected a function, which only a configuration in TypeScript can have, found an object'],
  ['what is no part', ['x'], 'scenarios/app.ts: audit: expected what is for audits alone, such as {ignore: [{mutant, reason}]}, found "x"'],
  ['a reset that needs a shell', [{ reset: 'rm -rf data/*' }], 'scenarios/app.ts: audit.reset: expected plain words and quotes, found "*"'],
  ['templates that are not there', [{ templates: 'nowhere' }], 'scenarios/app.ts: audit.templates: expected "nowhere" in the release\'s folder'],
  ['tables of no database', [{ tables: ['items'] }, {}, { database: undefined }], 'scenarios/app.ts: audit.tables: expected "database" in the description, found none'],
  ['a flag that names nothing', [AUDIT, { static: ['nowhere'] }], 'the flags: static: expected "nowhere" in the release\'s folder'],
])('%s is refused', (_, args, message) => expect(refusal(...args)).toContain(message));

test('the release, and what its scenarios are given, are the same with it and without', () => {
  expect(described(AUDIT)).toEqual(described());
  expect(defineApp({ ...DESCRIPTION, audit: AUDIT }).app).toEqual(defineApp(DESCRIPTION).app);
  // Only audits read it.
  expect(() => described({ gracePeriod: 'never' } as never)).not.toThrow();
});

test('what was remembered holds no longer where it reads checks, resets, or breaks otherwise', async () => {
  const keyOf = async (audit?: AppAudit): Promise<string> =>
    (await identityOf({ release: described(audit), ...besides(audit) }, { runtime: 'embedded', version: '1', images: [], seed: 1 })).key;
  const plain = await keyOf();
  expect(await keyOf({ ignore: AUDIT.ignore, gracePeriod: '2m' })).toBe(plain);
  const others = [{ readChecks }, { readChecks: () => ({}) }, { tables: [] }, { reset: 'node reset.js' }, { watchFor: 60 }, { templates: 'views' }, { static: 'public' }];
  expect(new Set([plain, ...(await Promise.all(others.map(keyOf)))]).size).toBe(others.length + 1);
});
