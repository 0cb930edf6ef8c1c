import type { ScenarioEnd } from '../model/journal.js';
import { scenarioOf } from '../model/release.testing.js';
import { endLine, flakyLines, retryLine, summaryLine, surpriseLines } from './console-lines.js';

const SCENARIO = scenarioOf({ title: 'a page is blank', location: { file: '/shop/scenarios/pages.scenario.ts', line: 3 } });

const end = (changes: Partial<ScenarioEnd> = {}): ScenarioEnd => ({
  outcome: 'as-expected',
  verdict: { verdict: 'rejected', at: 80, comparison: '0 of 1 instances in service at 80 s' },
  reason: 'check pages',
  harm: 'hurt',
  pace: 'fast',
  checksSent: 6,
  checksProjected: 0,
  wallSeconds: 1.24,
  ...changes,
});

const failed = (outcome: ScenarioEnd['outcome'], error: string): ScenarioEnd => ({ outcome, error, pace: 'fast', checksSent: 0, checksProjected: 0, wallSeconds: 0.5 });

describe('the line of a scenario that ended', () => {
  test.each<[string, ScenarioEnd, string]>([
    ['says verdict, reason, users, title, checks and both times', end(), 'ok       rejected (check pages, users hurt)  a page is blank  [6 checks, 80 s virtual, 1.2 s wall]'],
    ['marks a surprise', end({ outcome: 'surprise' }), 'SURPRISE rejected (check pages, users hurt)  a page is blank  [6 checks, 80 s virtual, 1.2 s wall]'],
    ['never counts projected checks as sent', end({ checksSent: 3, checksProjected: 37 }), 'ok       rejected (check pages, users hurt)  a page is blank  [3 checks + 37 projected, 80 s virtual, 1.2 s wall]'],
    ['says that a verdict is provisional', end({ confirmation: { state: 'provisional', why: 'x' } }), 'ok       rejected (check pages, users hurt)  a page is blank  [6 checks, 80 s virtual, 1.2 s wall, provisional]'],
    ['says that a rollout was repeated', end({ confirmation: { state: 'repeated', why: 'x' } }), 'ok       rejected (check pages, users hurt)  a page is blank  [6 checks, 80 s virtual, 1.2 s wall, repeated in real time]'],
    ['says nothing of a confirmed one', end({ confirmation: { state: 'confirmed', watchedSeconds: 20 }, wallSeconds: 21.4 }), 'ok       rejected (check pages, users hurt)  a page is blank  [6 checks, 80 s virtual, 21 s wall]'],
    ['has the first line of an error where there is no verdict', failed('harness-error', 'the port was taken\n  by another'), 'ERROR    a page is blank: the port was taken'],
    ['says that a control was refused', failed('control-refused', 'the control was refused'), 'REFUSED  a page is blank: the control was refused'],
  ])('%s', (_, what, line) => expect(endLine(SCENARIO, what)).toBe(line));
});

describe('the lines of a surprise', () => {
  test('tell all that is needed to understand it', () => {
    const surprise = end({
      outcome: 'surprise',
      judgement: { outcome: 'surprise', differences: ['expected accepted, got rejected', 'expected users fine, found them hurt'] },
      hurt: ['front: an empty page', 'item: status 500 instead of 200'],
      confirmation: { state: 'repeated', why: 'the outcome changed during a skip' },
      lastAnswer: '{"status":"fail"}',
      lastLines: ['GET /health 503', 'a template is empty'],
      explained: ['health check answered 503 by nginx: check pages failed'],
      keep: ["curl -i http://127.0.0.2:1234/health"],
    });
    expect(surpriseLines(SCENARIO, surprise)).toEqual([
      'SURPRISE: a page is blank',
      '  at /shop/scenarios/pages.scenario.ts:3',
      '  expected accepted, got rejected',
      '  expected users fine, found them hurt',
      '  verdict: rejected, 0 of 1 instances in service at 80 s',
      '  users: front: an empty page',
      '  users: item: status 500 instead of 200',
      '  repeated in real time: the outcome changed during a skip',
      '  last answer: {"status":"fail"}',
      '  event health check answered 503 by nginx: check pages failed',
      '  | GET /health 503',
      '  | a template is empty',
      '  $ curl -i http://127.0.0.2:1234/health',
    ]);
  });

  test('of an error have its message', () => {
    expect(surpriseLines(SCENARIO, failed('harness-error', 'the port was taken'))).toEqual(['ERROR: a page is blank', '  at /shop/scenarios/pages.scenario.ts:3', '  the port was taken']);
  });

  test('stay short when the app talks much', () => {
    const lines = surpriseLines(SCENARIO, end({ lastAnswer: 'x'.repeat(9000), lastLines: ['y'.repeat(9000)], hurt: Array.from({ length: 90 }, (_, n) => `page ${n}: an empty page`) }));
    expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(620);
    expect(lines.filter((line) => line.startsWith('  users: '))).toHaveLength(4);
  });
});

describe('the last line of a run', () => {
  test.each<[string, ScenarioEnd[], number, string]>([
    ['counts what was as expected', [end(), end()], 61.3, '2 of 2 releases were judged as expected, 0 surprises (61 s)'],
    ['counts surprises', [end(), end({ outcome: 'surprise' })], 9.96, '1 of 2 releases were judged as expected, 1 surprise (10.0 s)'],
    [
      'counts what proves nothing about the releases', [failed('harness-error', ''), failed('control-refused', ''), failed('control-refused', '')], 2,
      '0 of 3 releases were judged as expected, 0 surprises, 1 error of the harness, 2 not run, the control was refused (2.0 s)',
    ],
    ['is there for a run of nothing', [], 0, '0 of 0 releases were judged as expected, 0 surprises (0.0 s)'],
  ])('%s', (_, ends, seconds, line) => expect(summaryLine({ scenarios: ends, interrupted: false }, seconds)).toBe(line));

  test.each([
    [undefined, '1 of 1 releases were judged as expected, 0 surprises, interrupted: there would have been more (3.0 s)'],
    [{ count: 2, begun: [] }, '1 of 1 releases were judged as expected, 0 surprises, interrupted: 2 of 3 not judged (3.0 s)'],
    [{ count: 0, begun: [] }, '1 of 1 releases were judged as expected, 0 surprises, interrupted, when all were judged (3.0 s)'],
  ])('says how much of it an interruption left (%#)', (unjudged, line) => expect(summaryLine({ scenarios: [end()], interrupted: true, ...(unjudged ? { unjudged } : {}) }, 3)).toBe(line));
});

describe('a scenario that was run again', () => {
  const earlier = ['surprise: expected accepted, got rejected', 'harness-error: the port was taken'];
  const flaky = end({ retries: { flaky: true, attempts: 3, earlier } });

  test('has a mark of its own where it was as expected in the end, and says at which attempt', () => {
    expect(endLine(SCENARIO, flaky)).toBe('FLAKY    rejected (check pages, users hurt)  a page is blank  [6 checks, 80 s virtual, 1.2 s wall, attempt 3]');
  });

  test('says of an attempt that it is not the last', () => {
    expect(retryLine(SCENARIO, failed('harness-error', 'the port was taken'))).toBe('ERROR    a page is blank: the port was taken, to be run again');
  });

  test('says what each attempt came to, whatever the last one did', () => {
    const attempts = ['  attempt 1: surprise: expected accepted, got rejected', '  attempt 2: harness-error: the port was taken'];
    expect(flakyLines(SCENARIO, flaky)).toEqual(['FLAKY: a page is blank', '  at /shop/scenarios/pages.scenario.ts:3', ...attempts, '  attempt 3: as expected']);
    expect(surpriseLines(SCENARIO, end({ outcome: 'surprise', retries: { flaky: false, attempts: 3, earlier } })).slice(2, 4)).toEqual(attempts);
  });

  test('is counted apart in the sentence on the run, and no surprise', () => {
    expect(summaryLine({ scenarios: [flaky, end()], interrupted: false }, 3)).toBe('2 of 2 releases were judged as expected, 1 of them flaky, 0 surprises (3.0 s)');
  });
});
