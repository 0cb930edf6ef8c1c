import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { MutantResult } from '../model/audit.js';
import type { JournalEvent, JournalLine } from '../model/journal.js';
import { wallSleep } from '../model/wall-clock.js';
import { JournalFile } from './journal-file.js';

const folder = mkdtempSync(join(tmpdir(), 'canarybed-journal-'));
const path = join(folder, 'reports', 'journal.jsonl');

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const written = (): JournalLine[] => readFileSync(path, 'utf8').split('\n').slice(0, -1).map((line) => JSON.parse(line) as JournalLine);

async function comesTrue(is: () => boolean): Promise<void> {
  while (!is()) await wallSleep(0.02);
}

const log = (line: string): JournalEvent => ({ type: 'log', scenario: 'a', instance: 'i-1', lines: [{ at: 1, line }] });
const body = (text: string): JournalEvent => ({ type: 'body', hash: createHash('sha256').update(text).digest('hex'), text });
const rollout = (env: Record<string, string>): JournalEvent => ({ type: 'rollout-started', scenario: 'a', pace: 'fast', env });
const END: JournalEvent = { type: 'run-ended', wallSeconds: 1, interrupted: false };

test('the folder of the journal is made, and what an earlier run left there is gone', () => {
  const first = new JournalFile(path);
  first.write(log('of an earlier run'));
  first.flush();
  const second = new JournalFile(path);
  second.write(log('of this run'));
  second.flush();
  expect(written()).toMatchObject([{ lines: [{ line: 'of this run' }] }]);
});

test('secrets in the files that faults edited are masked as all else is', () => {
  const journal = new JournalFile(path);
  journal.learnSecrets({ SECRET_KEY: 'of-another-release' });
  journal.write({ type: 'rollout-started', scenario: 'a', pace: 'fast', env: {}, files: [{ path: 'a.yml', change: 'removed', lines: [{ kind: 'removed', text: 'key: of-another-release' }] }] });
  journal.flush();
  expect(written()).toMatchObject([{ files: [{ lines: [{ kind: 'removed', text: 'key: ***' }] }] }]);
});

describe('a run that takes over lines of an earlier one', () => {
  const begin: JournalEvent = { type: 'run-started', schemaVersion: 1, runtime: 'embedded', pace: 'fast', detail: '', node: 'v22', scenarios: 2 };
  const end = { time: 7, type: 'scenario-ended', scenario: 'kept', outcome: 'as-expected' } as JournalLine;
  const kept: JournalLine[] = [{ time: 1, ...body('page') } as JournalLine, end];

  test('has them after its first line, which counts them, and writes none of their bodies again', () => {
    const journal = new JournalFile(path, kept);
    journal.write(begin);
    journal.write(body('page'));
    journal.write(END);
    expect(written()).toEqual([{ ...begin, scenarios: 3, writer: expect.objectContaining({ pid: process.pid }) as unknown, time: expect.any(Number) as number }, ...kept, { ...END, time: expect.any(Number) as number }]);
    expect(journal.lines()).toEqual(written());
  });

  test('leaves the earlier journal until it has begun', () => {
    const earlier = new JournalFile(path);
    earlier.write(log('earlier'));
    earlier.flush();
    const journal = new JournalFile(path, kept);
    expect(written()).toMatchObject([log('earlier')]);
    journal.write(begin);
    journal.flush();
    journal.write(log('later'));
    journal.flush();
    expect(written().map(({ type }) => type)).toEqual(['run-started', 'body', 'scenario-ended', 'log']);
  });
});

test('ids of mutants stay whole, also where a secret is as common a word: what an audit tells comes masked', () => {
  const journal = new JournalFile(path);
  journal.learnSecrets({ ADMIN_PASSWORD: 'admin' });
  const result: MutantResult = { id: 'drop-table:admin_users', area: 'tables', operator: 'drop-table', target: 'admin_users', summary: '***', breaks: 'release', status: 'survived', detail: '', hurt: [], wallSeconds: 1 };
  journal.write({ type: 'mutant-ended', result });
  journal.write(log('the admin came'));
  journal.flush();
  expect(written()).toMatchObject([{ result }, { lines: [{ line: 'the *** came' }] }]);
});

test('each event is one line of JSON with the time since the run began', () => {
  const journal = new JournalFile(path);
  journal.write(log('two\nlines'));
  journal.write(END);
  const [first, last] = written();
  expect(first).toEqual({ ...log('two\nlines'), time: expect.any(Number) as number });
  expect(last).toMatchObject({ type: 'run-ended', wallSeconds: 1 });
  expect(last?.time).toBeGreaterThanOrEqual(first?.time ?? Number.NaN);
  expect(journal.lines()).toEqual([first, last]);
});

test('a body is written once, whatever number of probes had it', () => {
  const journal = new JournalFile(path);
  for (const text of ['{"status":"pass"}', '{"status":"fail"}', '{"status":"pass"}']) journal.write(body(text));
  journal.flush();
  expect(written().map((line) => line.type === 'body' && line.text)).toEqual(['{"status":"pass"}', '{"status":"fail"}']);
  expect(journal.lines()).toHaveLength(2);
});

test('the end of a run is on the disk at once, and so is every full buffer', () => {
  const journal = new JournalFile(path);
  for (let line = 0; line < 450; line += 1) journal.write(log(`line ${line}`));
  expect(written()).toHaveLength(400);
  journal.write(END);
  expect(written()).toHaveLength(451);
});

test('a line is on the disk soon though the buffer is not full, once', async () => {
  const journal = new JournalFile(path);
  journal.write(log('one'));
  journal.write(log('two'));
  expect(written()).toHaveLength(0);
  await comesTrue(() => written().length > 0);
  journal.write(log('three'));
  await comesTrue(() => written().length > 2);
  expect(written().map((line) => line.type === 'log' && line.lines[0]?.line)).toEqual(['one', 'two', 'three']);
});

test('what could not be written in time fails where the journal is flushed, and is written then where it can be', async () => {
  const journal = new JournalFile(path);
  journal.write(log('kept'));
  rmSync(path);
  mkdirSync(path);
  // Due after the journal's own.
  await wallSleep(1.1);
  expect(() => journal.flush()).toThrow('EISDIR');
  rmSync(path, { recursive: true });
  journal.flush();
  expect(written()).toHaveLength(1);
});

test('a line that waits to be written holds no process', async () => {
  const program = `
    const { JournalFile } = require(${JSON.stringify(join(__dirname, 'journal-file.ts'))});
    const timers = () => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;
    const before = timers();
    new JournalFile(${JSON.stringify(path)}).write(${JSON.stringify(log('waits'))});
    console.log(timers() - before);
  `;
  expect((await promisify(execFile)(process.execPath, ['-r', 'tsx/cjs', '-e', program], { cwd: __dirname })).stdout).toBe('0\n');
});

test('flushing twice writes nothing twice', () => {
  const journal = new JournalFile(path);
  journal.write(log('once'));
  journal.flush();
  journal.flush();
  expect(written()).toHaveLength(1);
});

describe('secrets', () => {
  const ENV = { SECRET_KEY: 's3cr3t-of-the-shop', DATABASE_URL: 'postgres://app:hunter2@db/app', GREETING: 'hello' };

  test('of a release are masked in every line, from the first on', () => {
    const journal = new JournalFile(path);
    journal.learnSecrets(ENV);
    journal.write(log('no password "hunter2" for s3cr3t-of-the-shop'));
    journal.write(body('{"key":"s3cr3t-of-the-shop"}'));
    journal.write({ type: 'evidence', scenario: 'a', instance: 'i-1', fault: 'env.set', live: true, sentence: 'hello hunter2' });
    journal.flush();
    expect(readFileSync(path, 'utf8')).not.toMatch(/hunter2|s3cr3t-of-the-shop/);
    expect(JSON.stringify(journal.lines())).not.toMatch(/hunter2|s3cr3t-of-the-shop/);
    expect(written()[0]).toMatchObject({ lines: [{ line: 'no password "***" for ***' }] });
  });

  test('of the settings at launch, which no release names, are learned when its rollout begins', () => {
    const journal = new JournalFile(path);
    journal.write(rollout(ENV));
    journal.write(log('login as app with hunter2'));
    journal.flush();
    expect(written()).toMatchObject([
      { env: { SECRET_KEY: '***', DATABASE_URL: 'postgres://app:***@db/app', GREETING: 'hello' } },
      { lines: [{ line: 'login as app with ***' }] },
    ]);
  });

  test('of all rollouts stay masked when another begins', () => {
    const journal = new JournalFile(path);
    journal.write(rollout({ A_TOKEN: 'first-token' }));
    journal.write(rollout({ B_TOKEN: 'second-token' }));
    journal.write(log('first-token second-token'));
    journal.flush();
    expect(written().at(-1)).toMatchObject({ lines: [{ line: '*** ***' }] });
  });

  test('of digits leave what was measured alone, and are masked in what an app wrote', () => {
    const journal = new JournalFile(path);
    journal.learnSecrets({ DB_PASSWORD: '1234' });
    journal.write({ type: 'scenario-ended', scenario: 'a', outcome: 'as-expected', pace: 'fast', checksSent: 1234, checksProjected: 0, wallSeconds: 0.91234 });
    journal.write({ type: 'shipped', scenario: 'a', instance: 'i-1', at: 1.1234, via: 'http', event: { pin: 1234, text: 'a 1234' } });
    journal.flush();
    expect(written()).toMatchObject([{ checksSent: 1234, wallSeconds: 0.91234 }, { at: 1.1234, event: { pin: '***', text: 'a ***' } }]);
  });

  test('are masked in what is printed too, and the value itself is left', () => {
    const journal = new JournalFile(path);
    journal.learnSecrets(ENV);
    const end = { error: 'hunter2 is wrong' };
    expect([journal.mask(end), end]).toEqual([{ error: '*** is wrong' }, { error: 'hunter2 is wrong' }]);
  });
});

test('the file holds whole lines at every moment', () => {
  const journal = new JournalFile(path);
  for (let line = 0; line < 201; line += 1) journal.write(log(`line ${line}`));
  expect(existsSync(path)).toBe(true);
  expect(readFileSync(path, 'utf8').endsWith('}\n')).toBe(true);
});
