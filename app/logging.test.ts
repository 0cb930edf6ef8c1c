import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadSettings } from './config.js';
import { openLogs } from './logging.js';
import type { Logger } from './logging.js';
import { ENOUGH } from './shop.testing.js';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'shop-log-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const file = (): string => join(folder, 'deep', 'health.log');
const settingsOf = (variables: Record<string, string> = {}) =>
  loadSettings({ ...ENOUGH, DATABASE_URL: 'postgres://shop:s3cret%21pw@db/shop', RELEASE_ID: 'r5', HEALTH_LOG: file(), ...variables }, '/nowhere');

/** What the health log's file holds after some lines. */
function written(write: (log: Logger) => void, variables?: Record<string, string>): Record<string, unknown>[] {
  write(openLogs(settingsOf(variables)).healthLog);
  return readFileSync(file(), 'utf8').split('\n').slice(0, -1).map((line) => JSON.parse(line) as Record<string, unknown>);
}

test('a line has its level as a word, its log, its release and a time that people can read', () => {
  expect(written((log) => log.warn({ status: 503 }, 'fail'))).toEqual([
    { level: 'warn', time: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/), log: 'health', release: 'r5', status: 503, msg: 'fail' },
  ]);
});

test('a line is there once it is logged, behind those of the process before', () => {
  written((log) => log.info('before'));
  expect(written((log) => log.info('after')).map(({ msg }) => msg)).toEqual(['before', 'after']);
});

test.each([['info', ['info', 'error']], ['error', ['error']], ['silent', []]])('the level %s lets %j through', (level, messages) => {
  const lines = written((log) => {
    log.debug('debug');
    log.info('info');
    log.error('error');
  }, { LOG_LEVEL: level });
  expect(lines.map(({ msg }) => msg)).toEqual(messages);
});

test('no error takes the password of the database into the log, by its message, its stack, its fields or its cause', () => {
  const cause = new Error('refused s3cret!pw');
  const err = Object.assign(new Error('cannot connect to postgres://shop:s3cret%21pw@db/shop', { cause }), { detail: { url: 'shop:s3cret%21pw@db' } });
  const lines = written((log) => {
    log.error({ err }, 'one');
    log.error({ failures: [{ check: 'database', durationMs: 3, err }] }, 'several');
  });
  const text = JSON.stringify(lines);
  expect(text).not.toContain('s3cret');
  expect(text.match(/\*\*\*/g)?.length).toBeGreaterThan(4);
  expect(lines[0]?.['err']).toMatchObject({ type: 'Error', stack: expect.stringContaining('logging.test'), detail: { url: 'shop:***@db' } });
  expect(lines[1]?.['failures']).toEqual([expect.objectContaining({ check: 'database', durationMs: 3, err: expect.objectContaining({ type: 'Error' }) })]);
});

test('a health log that cannot be opened is an error of the start', () => {
  writeFileSync(join(folder, 'taken'), '');
  expect(() => openLogs(settingsOf({ HEALTH_LOG: join(folder, 'taken', 'health.log') }))).toThrow(/ENOTDIR|EEXIST/);
});
