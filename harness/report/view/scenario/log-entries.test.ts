import fc from 'fast-check';
import { filtered, LEVELS, logEntries } from './log-entries.js';

const entriesOf = (...lines: readonly string[]) => logEntries([{ id: 'i-1', events: [], log: lines.map((line, at) => ({ at, line })) }]);
const levelOf = (line: string) => entriesOf(line)[0]?.level;

test.each([
  ['{"level":"error","msg":"no"}', 'error'],
  ['{"level":60,"msg":"no"}', 'error'],
  ['{"level":40,"msg":"no"}', 'warn'],
  ['{"level":30}', 'info'],
  ['{"level":10}', 'debug'],
  ['{"severity":"NOTICE"}', 'info'],
  ['{"levelname":"CRITICAL"}', 'error'],
  ['{"msg":"none"}', 'plain'],
  ['{not json', 'plain'],
  ['2026-01-01 12:00:00 ERROR the pool is empty', 'error'],
  ['[warn] deprecated', 'warn'],
  ['\x1b[33mWARN\x1b[39m slow', 'warn'],
  ['info: listening on 3000', 'info'],
  ['TypeError: x is not a function', 'error'],
  ['Traceback (most recent call last):', 'error'],
  ['there was no error at all', 'plain'],
  ['listening on 3000', 'plain'],
  ['', 'plain'],
])('%s has the level %s', (line, level) => {
  expect(levelOf(line)).toBe(level);
});

test('what is set in belongs to the line before it', () => {
  expect(entriesOf('TypeError: no', '    at main (app.js:1:2)', 'ready').map(({ level }) => level)).toEqual(['error', 'error', 'plain']);
});

test('an event is told by its message, and by its other fields after it', () => {
  expect(entriesOf('{"level":"info","time":1,"msg":"pass","url":"/health","ms":3,"err":{"code":"E"}}')[0]?.said).toEqual({ message: 'pass', fields: 'url=/health  ms=3  err={"code":"E"}' });
});

test('a line of an access log reads as a request', () => {
  expect(entriesOf('{"level":"info","log":"shop","method":"GET","url":"/","status":200,"ms":25}')[0]?.said).toEqual({ message: 'GET / 200', fields: 'log=shop  ms=25' });
});

test('lines of several instances come by time', () => {
  const log = (...ats: readonly number[]) => ats.map((at) => ({ at, line: `at ${at}` }));
  expect(logEntries([{ id: 'a', events: [], log: log(1, 5) }, { id: 'b', events: [], log: log(3) }]).map(({ instance, at }) => `${instance}${at}`)).toEqual(['a1', 'b3', 'a5']);
});

test('a stricter level shows some of what a milder one shows, and errors always', () => {
  const line = fc.constantFrom('{"level":50}', '{"level":40}', '{"level":30}', '{"level":20}', 'ready', 'ERROR x');
  fc.assert(
    fc.property(fc.array(line), (lines) => {
      const entries = entriesOf(...lines);
      expect(filtered(entries, {})).toEqual(entries);
      const shown = LEVELS.map((level) => filtered(entries, { level }));
      for (const [index, stricter] of shown.slice(0, -1).entries()) expect(shown[index + 1]).toEqual(expect.arrayContaining(stricter));
      expect(shown[0]).toEqual(entries.filter(({ level }) => level === 'error'));
    }),
  );
});

test('one instance is shown alone', () => {
  const entries = logEntries([{ id: 'a', events: [], log: [{ at: 1, line: 'x' }] }, { id: 'b', events: [], log: [{ at: 2, line: 'y' }] }]);
  expect(filtered(entries, { instance: 'b' }).map(({ line }) => line)).toEqual(['y']);
});
