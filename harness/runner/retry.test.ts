import type { ScenarioEnd } from '../model/journal.js';
import { endOfAttempts, mayEndOtherwise } from './retry.js';

const ended = (outcome: ScenarioEnd['outcome'], more: Partial<ScenarioEnd> = {}): ScenarioEnd => ({ outcome, pace: 'fast', checksSent: 0, checksProjected: 0, wallSeconds: 0, ...more });

const SURPRISE = ended('surprise', { judgement: { outcome: 'surprise', differences: ['expected accepted, got rejected', 'expected users fine, found them hurt'] } });
const ERROR = ended('harness-error', { error: 'the port was taken\n  by another' });

test.each<[ScenarioEnd['outcome'], boolean]>([
  ['as-expected', false],
  ['surprise', true],
  ['harness-error', true],
  ['timed-out', true],
  ['control-refused', true],
])('what ended as %s is worth another attempt: %p', (outcome, worth) => expect(mayEndOtherwise(ended(outcome))).toBe(worth));

test('the first attempt stands for itself', () => expect(endOfAttempts([], SURPRISE)).toBe(SURPRISE));

test('one that is as expected in the end is flaky, with what the others came to', () => {
  expect(endOfAttempts([SURPRISE, ERROR], ended('as-expected')).retries).toEqual({
    flaky: true,
    attempts: 3,
    earlier: ['surprise: expected accepted, got rejected; expected users fine, found them hurt', 'harness-error: the port was taken'],
  });
});

test('of an attempt that was no verdict the error is told, whatever it looked like', () => {
  const dead = ended('harness-error', { error: 'a fault was not live', judgement: { outcome: 'surprise', differences: ['expected rejected, got accepted'] } });
  expect(endOfAttempts([dead], SURPRISE).retries?.earlier).toEqual(['harness-error: a fault was not live']);
});

test('one that never is as expected is what the last attempt says, and not flaky', () => {
  expect(endOfAttempts([ERROR], SURPRISE)).toEqual({ ...SURPRISE, retries: { flaky: false, attempts: 2, earlier: ['harness-error: the port was taken'] } });
});
