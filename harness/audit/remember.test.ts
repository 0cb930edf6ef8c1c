import fc from 'fast-check';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { MutantResult, MutantStatus } from '../model/audit.js';
import { SHOP_RELEASE } from '../model/release.testing.js';
import { SecretMask, secretsOf } from '../model/secrets.js';
import { filesOfRelease, fingerprintOf } from './fingerprint.js';
import type { Mutant } from './mutant.js';
import { packed, unpacked } from './packed-strings.js';
import { recall } from './recall.js';
import { identityOf, isOf, readMemory, remembering, rememberedResults, rememberedSubject, writeMemory, type Identity, type Memory } from './remember.js';
import type { AuditInput } from './settings.js';
import type { Subject } from './subject.js';

const folder = mkdtempSync(join(tmpdir(), 'canarybed-memory-'));
const file = join(folder, '.canarybed/audit.json');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const SECRETS = { SECRET_KEY: 's3cr3t-of-the-shop', DATABASE_URL: 'postgres://app:hunter2@db.example.com/app' };
const INPUT: AuditInput = {
  release: { ...SHOP_RELEASE, env: { ...SECRETS, GREETING: 'hello' }, users: [{ name: 'cart', method: 'GET', path: '/', headers: { authorization: 'Bearer s3cr3t-of-the-shop' } }] },
  ignore: [],
  deployment: {},
};
const SUBJECT: Subject = {
  release: { ...INPUT.release, users: [...INPUT.release.users, { name: 'asset /a.css', method: 'GET', path: '/a.css', headers: {} }] },
  learned: {
    settings: Object.entries(INPUT.release.env).map(([name, value]) => ({ name, value, looks: 'text' as const })),
    migrations: ['1.sql'], templates: [], statics: ['a.css'], tables: [{ name: 'items', columns: ['id'] }], dependencies: [], healthAsks: [], node: true,
  },
};
const mask = <T>(value: T): T => new SecretMask(secretsOf(SECRETS)).deep(value);

const IDENTITY: Identity = { key: 'key', tree: 'tree', files: { 'server.js': 'one' }, seed: 1 };
const known = (identity = IDENTITY): Memory => recall(readMemory(file), identity, INPUT, SUBJECT, []).memory;
const fingerprintOfFolder = async (release: string): Promise<string> => fingerprintOf(await filesOfRelease(release));
const memoryKey = async (...of: Parameters<typeof identityOf>): Promise<string> => fingerprintOf(await identityOf(...of));

const SURROUNDINGS = { runtime: 'embedded', version: '1.0.0', images: [], seed: 1 } as const;

const mutant = (target: string): Mutant => ({ id: `drop:${target}`, area: 'settings', operator: 'drop', target, summary: '', faults: [], breaks: 'release', files: [] });
const resultOf = (target: string, status: MutantStatus, detail = ''): MutantResult => ({ ...mutant(target), status, detail, hurt: [], wallSeconds: 1 });
const TIMINGS = { timings: { boots: [1], checks: [0.1] }, controlBoots: [1] };

const remember = (subject: Subject, ...results: MutantResult[]): void => {
  const found = new Map(results.map((result) => [result.id, result]));
  writeMemory(file, remembering(known(), INPUT, subject, results.map(({ target }) => mutant(target)), { results: found, ...TIMINGS }, mask));
};

beforeEach(() => rmSync(file, { force: true }));

test('what was learned comes back whole, and no secret lies in the file', () => {
  remember(SUBJECT, resultOf('A', 'killed', 'login as app with hunter2 failed'));
  expect(readFileSync(file, 'utf8')).not.toMatch(/hunter2|s3cr3t-of-the-shop/);
  expect(rememberedSubject(known(), INPUT)).toEqual(SUBJECT);
});

test('a result keeps its id and its target where a secret is a part of them', () => {
  remember(SUBJECT, resultOf('hunter2_users', 'killed'));
  expect(rememberedResults(known(), [mutant('hunter2_users')]).get('drop:hunter2_users')).toMatchObject({ id: 'drop:hunter2_users', target: 'hunter2_users' });
});

test('learning that tells a secret in words of its own is not kept', () => {
  remember({ ...SUBJECT, learned: { ...SUBJECT.learned, templates: ['cache-of-hunter2.ejs'] } }, resultOf('A', 'killed'));
  expect(readFileSync(file, 'utf8')).not.toContain('hunter2');
  const memory = known();
  expect([rememberedSubject(memory, INPUT), rememberedResults(memory, [mutant('A')]).size]).toEqual([undefined, 1]);
});

test('names of files that tell a secret are not kept, and what is known of the same files is', () => {
  const identity: Identity = { ...IDENTITY, files: { 'cache-of-hunter2.css': 'one' } };
  writeMemory(file, remembering(known(identity), INPUT, SUBJECT, [mutant('A')], { results: new Map([['drop:A', resultOf('A', 'killed')]]), ...TIMINGS }, mask));
  expect(readFileSync(file, 'utf8')).not.toContain('hunter2');
  expect(Object.keys(known(identity).results)).toHaveLength(1);
  expect(known({ ...identity, tree: 'other' }).results).toEqual({});
});

test('learning is not kept where a server did not answer, which another time may', () => {
  remember({ ...SUBJECT, learned: { ...SUBJECT.learned, silent: ['REDIS_URL'] } }, resultOf('A', 'killed'));
  const memory = known();
  expect([rememberedSubject(memory, INPUT), rememberedResults(memory, [mutant('A')]).size]).toEqual([undefined, 1]);
});

test('verdicts are remembered, and what another try might change is not', () => {
  remember(SUBJECT, resultOf('A', 'killed'), resultOf('B', 'invalid'), resultOf('C', 'timed-out'), resultOf('D', 'ignored'), resultOf('E', 'survived'));
  const found = rememberedResults(known(), ['A', 'B', 'C', 'D', 'E'].map(mutant));
  expect([...found.keys()]).toEqual(['drop:A', 'drop:E']);
  expect(found.get('drop:A')).toEqual({ ...resultOf('A', 'killed'), remembered: true });
});

test('a later audit of others adds to it, and measures stay where nothing was booted', () => {
  remember(SUBJECT, resultOf('A', 'killed'));
  const memory = remembering(known(), INPUT, SUBJECT, [mutant('B')], { results: new Map([['drop:B', resultOf('B', 'survived')]]), timings: { boots: [], checks: [] }, controlBoots: [] }, mask);
  expect([...rememberedResults(memory, [mutant('A'), mutant('B')]).keys()]).toEqual(['drop:A', 'drop:B']);
  expect(memory).toMatchObject(TIMINGS);
});

test('a mutant that breaks otherwise is another', () => {
  remember(SUBJECT, resultOf('A', 'killed'));
  const other: Mutant = { ...mutant('A'), faults: [{ kind: 'env', operator: 'unset', key: 'A', summary: '' }] };
  expect(rememberedResults(known(), [other]).size).toBe(0);
});

test.each([
  ['another key', () => known({ ...IDENTITY, key: 'other key' })],
  ['a file that is cut off', () => (writeFileSync(file, '{"form":3,'), known())],
  ['a file of an older form', () => (writeFileSync(file, '{"form":2,"key":"key"}'), known())],
  ['no file', () => (rmSync(file), known())],
])('with %s nothing is remembered', (_, read) => {
  remember(SUBJECT, resultOf('A', 'killed'));
  const memory = read();
  expect([memory.results, memory.subject]).toEqual([{}, undefined]);
});

test('whatever is packed comes back, and texts that are known are not in it', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), (value, known) => {
      const both = { value, known };
      // Data that looks like a place is not among what is learned.
      fc.pre(!JSON.stringify(both).includes('"given"'));
      expect(unpacked(JSON.parse(JSON.stringify(packed(both, known))), known)).toEqual(JSON.parse(JSON.stringify(both)));
    }),
  );
});

test('what was packed comes back where fields have another order since', () => {
  const [one, other] = [{ env: { A: 'one', B: 'two' } }, { env: { B: 'two', A: 'one' } }];
  expect(fingerprintOf(one)).toBe(fingerprintOf(other));
  expect(unpacked(packed(one, one), other)).toEqual(one);
});

test('a fingerprint knows no order of fields, and every value', () => {
  expect(fingerprintOf({ a: 1, b: [1, 2], c: undefined })).toBe(fingerprintOf({ b: [1, 2], a: 1 }));
  const all = [{ a: 1 }, { a: '1' }, { a: [1] }, { b: 1 }, {}, { a: () => 1 }, { a: () => 2 }, { a: null }].map(fingerprintOf);
  expect(new Set(all).size).toBe(all.length);
});

test('no tables at all are others than those that are found', async () => {
  const release = join(folder, 'with-tables');
  mkdirSync(release, { recursive: true });
  const input: AuditInput = { ...INPUT, release: { ...INPUT.release, folder: release } };
  expect(await memoryKey({ ...input, tables: [] }, SURROUNDINGS)).not.toBe(await memoryKey(input, SURROUNDINGS));
});

test('where a part of the files was drawn, nothing of it is remembered for another seed, and all where none was', () => {
  const isRemembered = (seed: number): boolean => isOf(readMemory(file) ?? known(), { ...IDENTITY, seed });
  remember({ ...SUBJECT, learned: { ...SUBJECT.learned, leftOut: ['1 of 201 templates was left out, drawn by seed 1'], drawnBy: 1 } }, resultOf('A', 'killed'));
  expect([isRemembered(1), isRemembered(2)]).toEqual([true, false]);
  rmSync(file);
  remember(SUBJECT, resultOf('A', 'killed'));
  expect([isRemembered(1), isRemembered(2)]).toEqual([true, true]);
});

test('results of mutants that were watched for another time are not remembered', async () => {
  const release = join(folder, 'watched');
  mkdirSync(release, { recursive: true });
  const key = (watchFor?: number): Promise<string> => memoryKey({ ...INPUT, release: { ...INPUT.release, folder: release }, ...(watchFor === undefined ? {} : { watchFor }) }, SURROUNDINGS);
  expect(new Set(await Promise.all([key(), key(60), key(120)])).size).toBe(3);
  expect(await key(60)).toBe(await key(60));
});

test('an image that is built anew under its name is another, and so is the database\'s', async () => {
  const release = join(folder, 'imaged');
  mkdirSync(release, { recursive: true });
  const input: AuditInput = { ...INPUT, release: { ...INPUT.release, folder: release, image: { name: 'shop:latest', folder: '/srv' } } };
  const key = (...images: string[]): Promise<string> => memoryKey(input, { ...SURROUNDINGS, runtime: images.length > 0 ? 'containers' : 'embedded', images });
  const keys = await Promise.all([key(), key('sha256:a', 'sha256:p'), key('sha256:b', 'sha256:p'), key('sha256:b', 'sha256:q')]);
  expect(new Set(keys).size).toBe(4);
  expect(await key('sha256:a', 'sha256:p')).toBe(keys[1]);
});

test('a release\'s fingerprint changes with its files, what it installed, and not with what is not its own', async () => {
  const release = join(folder, 'release');
  const write = (path: string, text: string): void => {
    mkdirSync(join(release, path, '..'), { recursive: true });
    writeFileSync(join(release, path), text);
  };
  write('server.js', 'one');
  write('node_modules/express/package.json', '{"version":"4.0.0"}');
  write('node_modules/@scope/part/package.json', '{"version":"1.0.0"}');
  const seen = [await fingerprintOfFolder(release)];
  const step = async (change: () => void): Promise<number> => {
    change();
    seen.push(await fingerprintOfFolder(release));
    return new Set(seen).size;
  };
  expect(await step(() => utimesSync(join(release, 'server.js'), 1, 1))).toBe(1);
  expect(await step(() => write('reports/audit.json', 'x'))).toBe(1);
  expect(await step(() => write('server.js', 'two'))).toBe(2);
  expect(await step(() => write('views/a.ejs', 'new'))).toBe(3);
  expect(await step(() => write('node_modules/express/package.json', '{"version":"5.0.0-rc.1"}'))).toBe(4);
  expect(await step(() => write('node_modules/@scope/part/package.json', '{"version":"1.0.0-rc.1"}'))).toBe(5);
  expect(await step(() => write('views/reports/month.ejs', 'one'))).toBe(6);
  expect(await step(() => write('public/vendor/cart/lib/part/a.js', 'one'))).toBe(7);
  expect(await step(() => write('public/vendor/cart/lib/part/a.js', 'two'))).toBe(8);
  expect(await step(() => write('reports/views.py', 'one'))).toBe(9);
});

test('what a link leads to counts, also out of the release', async () => {
  const [release, shared] = [join(folder, 'linking'), join(folder, 'shared')];
  for (const each of [release, shared]) mkdirSync(each, { recursive: true });
  writeFileSync(join(shared, 'views.ejs'), 'one');
  symlinkSync(shared, join(release, 'views'));
  symlinkSync(join(shared, 'views.ejs'), join(release, 'front.ejs'));
  symlinkSync('nowhere', join(release, 'broken'));
  const seen = [await fingerprintOfFolder(release)];
  writeFileSync(join(shared, 'views.ejs'), 'other');
  seen.push(await fingerprintOfFolder(release));
  writeFileSync(join(shared, 'further.ejs'), '');
  seen.push(await fingerprintOfFolder(release));
  expect(new Set(seen).size).toBe(3);
});

test('packages of Python and Ruby count by their names, versions and the files at their tops', async () => {
  const release = join(folder, 'installed');
  const write = (path: string): void => {
    mkdirSync(join(release, path, '..'), { recursive: true });
    writeFileSync(join(release, path), '');
  };
  const seen: string[] = [];
  for (const path of [
    '.venv/lib/python3.11/site-packages/django/__init__.py',
    '.venv/lib/python3.11/site-packages/Django-5.0.dist-info/RECORD',
    'vendor/bundle/ruby/3.1.0/gems/rack-3.0/lib/rack.rb',
    'vendor/bundle/ruby/3.1.0/gems/rack-3.1/lib/rack.rb',
  ]) {
    write(path);
    seen.push(await fingerprintOfFolder(release));
  }
  expect(new Set(seen).size).toBe(4);
  write('.venv/lib/python3.11/site-packages/django/__pycache__/__init__.pyc');
  expect(await fingerprintOfFolder(release)).toBe(seen.at(-1));
});

test('a key changes with the files outside of the release that its description names, and by those it is described by', async () => {
  const release = join(folder, 'described/app');
  const [seed, config] = [join(folder, 'described/fill/seed.js'), join(folder, 'described/elsewhere.config.ts')];
  mkdirSync(release, { recursive: true });
  mkdirSync(join(seed, '..'));
  for (const path of [seed, config]) writeFileSync(path, 'one');
  const input: AuditInput = { ...INPUT, reset: ['sh', '-c', 'node "../fill/seed.js" --all'], sources: [config], release: { ...INPUT.release, folder: release } };
  const keys = [await memoryKey(input, SURROUNDINGS)];
  for (const path of [seed, config]) {
    writeFileSync(path, 'two');
    keys.push(await memoryKey(input, SURROUNDINGS));
  }
  expect(new Set(keys).size).toBe(3);
});

test('a key does not change with what the command reads and writes in the release', async () => {
  const release = join(folder, 'with-baseline');
  mkdirSync(release, { recursive: true });
  const input: AuditInput = { ...INPUT, release: { ...INPUT.release, folder: release } };
  const key = await memoryKey(input, SURROUNDINGS);
  writeFileSync(join(release, 'known.json'), '{}');
  expect(await memoryKey(input, { ...SURROUNDINGS, leftOut: [join(release, 'known.json')] })).toBe(key);
  expect(await memoryKey(input, SURROUNDINGS)).not.toBe(key);
});
