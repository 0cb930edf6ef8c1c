import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TinyProject, TOKEN } from '../cli/tiny-project.testing.js';
import type { MutantResult } from '../model/audit.js';
import type { EnvFault, Fault } from '../model/fault.js';
import { SMALL_RELEASE } from '../model/release.testing.js';
import { JournalFile } from '../report/journal-file.js';
import type { Mutant } from './mutant.js';
import { runAudit, type AuditOptions } from './run-audit.js';
import type { Subject } from './subject.js';

const project = new TinyProject();
const reports = mkdtempSync(join(tmpdir(), 'canarybed-audit-'));

afterAll(() => {
  project.remove();
  rmSync(reports, { recursive: true, force: true });
});

const subjectWith = (env: Record<string, string> = {}): Subject => ({
  release: {
    ...SMALL_RELEASE,
    name: 'tiny',
    folder: join(project.folder, 'app'),
    command: ['node', 'server.cjs'],
    env: { HEALTH: 'ok', PAGES: 'fine', API_TOKEN: TOKEN, ...env },
    users: [{ name: 'front page', method: 'GET', path: '/', headers: {} }],
    healthCheck: { ...SMALL_RELEASE.healthCheck, interval: 5, timeout: 2, unhealthyThreshold: 2 },
    deadline: '20s',
    settle: '0.2s',
  },
  learned: { settings: [], migrations: [], templates: [], statics: [], tables: [], dependencies: [], healthAsks: [], node: true },
});

const set = (key: string, value: string): Fault & EnvFault => ({ kind: 'env', operator: 'set', key, value, summary: `${key} is set otherwise` });

const mutant = (target: string, faults: readonly Fault[], changes: Partial<Mutant> = {}): Mutant => ({
  id: `set-setting:${target}`, area: 'settings', operator: 'set-setting', target, summary: `${target} is other`, faults, breaks: 'release', files: [], ...changes,
});

const KILLED = mutant('killed', [set('HEALTH', 'sick'), set('PAGES', 'broken')]);
const SURVIVOR = mutant('survivor', [set('PAGES', 'broken')]);
const FALSE_ALARM = mutant('false-alarm', [set('HEALTH', 'sick')]);
const LATE_ALARM = mutant('late-alarm', [set('HEALTH', 'hang')]);
const HARMLESS = mutant('harmless', [set('GREETING', 'hello')]);
const NOT_LIVE = mutant('not-live', [{ kind: 'process', operator: 'exit-after-checks', checks: 1000, summary: 'the process ends after 1000 checks' }]);
const NO_FILE = mutant('no-file', [{ kind: 'file', operator: 'remove', path: 'nowhere.txt', summary: 'nowhere.txt is missing' }]);
const BESIDE_OLD = mutant('beside-old', [set('PAGES', 'broken')], { old: { faults: [] } });

const journal = new JournalFile(join(reports, 'journal.jsonl'));

const audit = (subject: Subject, mutants: readonly Mutant[], options: Partial<AuditOptions> = {}) =>
  runAudit(subject, mutants, [{ mutant: mutant('left-out', []), reason: 'known since May' }], {
    choice: { kind: 'embedded', why: 'asked for' }, journal, signal: new AbortController().signal, ...options,
  });

describe('an audit of mutants of every sort', () => {
  const told: MutantResult[] = [];
  const again: string[] = [];
  let end: Awaited<ReturnType<typeof audit>>;
  const statusOf = ({ id }: Mutant) => end.results.find((result) => result.id === id)?.status;

  beforeAll(async () => {
    end = await audit(subjectWith(), [KILLED, SURVIVOR, FALSE_ALARM, LATE_ALARM, HARMLESS, NOT_LIVE, NO_FILE, BESIDE_OLD], { onResult: (_, result) => told.push(result), onAgain: ({ target }) => again.push(target) });
  });

  test('tells each apart', () => {
    expect([KILLED, SURVIVOR, FALSE_ALARM, LATE_ALARM, HARMLESS, NOT_LIVE, NO_FILE, BESIDE_OLD].map(statusOf)).toEqual([
      'killed', 'survived', 'false-alarm', 'false-alarm', 'harmless', 'invalid', 'invalid', 'survived',
    ]);
  });

  test('tells each as it ends, and all in their order at the end', () => {
    expect(end.results.map(({ target }) => target)).toEqual(['killed', 'survivor', 'false-alarm', 'late-alarm', 'harmless', 'not-live', 'no-file', 'beside-old', 'left-out']);
    expect([...told].sort((a, b) => (a.id < b.id ? -1 : 1))).toEqual([...end.results].sort((a, b) => (a.id < b.id ? -1 : 1)));
  });

  test('judges one again, with nothing beside it, before it says that a good release was refused, unless its check said no at once', () => {
    expect(again).toEqual(['late-alarm']);
    const details = end.results.filter(({ verdict }) => verdict !== undefined).map(({ target, detail }) => [target, detail.endsWith('; judged again with nothing beside it')]);
    expect(Object.fromEntries(details)).toEqual({ killed: false, survivor: false, 'false-alarm': false, 'late-alarm': true, harmless: false, 'beside-old': false });
  });

  test('says why one is invalid, one that cannot be carried out at once', () => {
    const [notLive, noFile] = [NOT_LIVE, NO_FILE].map(({ id }) => end.results.find((result) => result.id === id));
    expect(notLive?.detail).toContain('exit-after-checks did not strike');
    expect(noFile).toMatchObject({ wallSeconds: 0, detail: expect.stringContaining('found no nowhere.txt') as string });
    expect(end.results.at(-1)).toMatchObject({ status: 'ignored', detail: 'known since May' });
  });

  test('holds what users got, which checks failed, and the scenario to keep', () => {
    const [killed, survivor] = [KILLED, SURVIVOR].map(({ id }) => end.results.find((result) => result.id === id));
    expect(killed).toMatchObject({ verdict: 'rejected', harm: 'hurt', checks: { disk: true }, reason: 'check disk' });
    expect(survivor).toMatchObject({ verdict: 'accepted', harm: 'hurt', checks: { disk: false }, scenario: expect.stringContaining('scenario(') as string });
    expect(survivor?.hurt.join()).toContain('500');
    expect(killed).not.toHaveProperty('scenario');
  });

  test('measures boots and checks of the control, which is booted twice, and of what is as good', () => {
    expect(end.controlBoots).toHaveLength(1);
    expect(end.timings.boots).toHaveLength(3);
    expect(end.timings.checks.length).toBeGreaterThanOrEqual(4);
    for (const seconds of [...end.timings.boots, ...end.timings.checks]) expect(seconds).toBeGreaterThan(0);
  });

  test('shows no secret', () => {
    journal.flush();
    expect(JSON.stringify([end, told]) + readFileSync(journal.path, 'utf8')).not.toContain(TOKEN);
  });
});

describe('a mutant that ends by itself, later than the gap for which mutants are watched', () => {
  project.write('app/fading.cjs', `
    require('node:http').createServer((request, response) => {
      response.end('fine');
      const { ENDS_AFTER } = process.env;
      if (request.url === '/' && ENDS_AFTER) setTimeout(() => process.exit(9), Number(ENDS_AFTER));
    }).listen(process.env.PORT);
  `);
  const fading: Subject = { ...subjectWith(), release: { ...subjectWith().release, command: ['node', 'fading.cjs'] } };
  // Mutants are watched for 7 s.
  const FADES = mutant('fades', [set('ENDS_AFTER', '10500')]);
  test('is harmless, since nobody sees it', async () => {
    // So late that no slow machine comes to it.
    expect((await audit(fading, [mutant('fades', [set('ENDS_AFTER', '100000')])])).results[0]).toMatchObject({ status: 'harmless', process: { fate: 'alive' } });
  });

  test('has survived where they are watched for longer: it is repeated in real time, and its users are asked after its end', async () => {
    const { results: [fades, harmless] } = await audit(fading, [FADES, HARMLESS], { watchFor: 30 });
    expect(fades).toMatchObject({ status: 'survived', verdict: 'accepted', harm: 'hurt', process: { fate: 'died', code: 9 }, hurt: [expect.stringContaining('ECONNREFUSED') as string] });
    expect(fades?.observed?.hurtLater).toHaveLength(1);
    expect(harmless).toMatchObject({ status: 'harmless' });
  });
});

test('a function of the configuration that throws costs its mutants alone, and says so', async () => {
  const readChecks = (): never => {
    throw new Error('no such field');
  };
  const { results } = await audit(subjectWith(), [HARMLESS], { readChecks });
  expect(results[0]).toMatchObject({ status: 'invalid', detail: 'readChecks failed: no such field' });
});

test('the audit is refused when its unbroken release is, with what it said and without its secrets', async () => {
  const error: unknown = await audit(subjectWith({ HEALTH: 'sick' }), [SURVIVOR, HARMLESS]).catch((caught: unknown) => caught);
  expect(error).toMatchObject({ name: 'EnvironmentError', exitCode: 3, message: expect.stringContaining('the unbroken release was not accepted') as string });
  expect(String((error as Error).message)).not.toContain(TOKEN);
});

test('an audit that is interrupted keeps what had ended, and says so', async () => {
  const controller = new AbortController();
  const slow = Array.from({ length: 30 }, (_, n) => mutant(`later-${n}`, [set('HEALTH', 'hang')]));
  const { results, interrupted } = await audit(subjectWith(), [NO_FILE, ...slow], { signal: controller.signal, onProvisional: () => controller.abort() });
  expect(interrupted).toBe(true);
  expect(results[0]).toMatchObject({ id: NO_FILE.id, status: 'invalid' });
  expect(results.length).toBeLessThan(slow.length);
});

test('a mutant keeps its id where a secret is a part of it, and its detail does not show the secret', async () => {
  const secrets = new JournalFile(join(reports, 'secrets.jsonl'));
  secrets.learnSecrets({ DB_PASSWORD: 'admin' });
  const { results } = await runAudit(subjectWith(), [], [{ mutant: mutant('admin_users', []), reason: 'login by admin' }], {
    choice: { kind: 'embedded', why: 'asked for' }, journal: secrets, signal: new AbortController().signal,
  });
  expect(results).toMatchObject([{ id: 'set-setting:admin_users', status: 'ignored', detail: 'login by ***' }]);
});

test('nothing is booted for nothing to run', async () => {
  const { results, controlBoots } = await audit(subjectWith(), []);
  expect([results.map(({ status }) => status), controlBoots]).toEqual([['ignored'], []]);
});
