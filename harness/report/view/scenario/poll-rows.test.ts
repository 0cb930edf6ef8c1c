import fc from 'fast-check';
import type { ProbeOutcome } from '../../../model/probe-result.js';
import { describeTarget } from '../../../model/target-health-description.js';
import { newTarget, step } from '../../../model/target-health.js';
import type { ProbeRecord, TransitionRecord } from '../../rollout-record.js';
import { pollLabel, pollRows, pollSentence } from './poll-rows.js';

const THRESHOLDS = { initialSuccesses: 2, healthyThreshold: 3, unhealthyThreshold: 2 };

const probe = (at: number, outcome: ProbeOutcome, more: Partial<ProbeRecord> = {}): ProbeRecord => ({ instance: 'i-1', phase: 'rollout', at, tookMs: 7, outcome, detail: outcome, ...more });

/** A rollout as the state machine of the balancer makes it of these outcomes, one check a second. */
function rolloutOf(outcomes: readonly boolean[]) {
  let health = newTarget();
  const transitions: TransitionRecord[] = [];
  const probes = outcomes.map((passed, at) => {
    const before = describeTarget('application', health, undefined);
    health = step(health, passed, THRESHOLDS).health;
    const after = describeTarget('application', health, { outcome: 'timeout' });
    if (before.state !== after.state) transitions.push({ instance: 'i-1', at, state: after.state });
    return probe(at, passed ? 'passed' : 'timeout');
  });
  return { probes, transitions };
}

test('a run counts towards the threshold of the state it would change, and alone once it has', () => {
  const rows = pollRows(rolloutOf([true, true, true, false, false, true, true, true]), THRESHOLDS);
  expect(rows.map(({ run, state }) => `${run} ${state ?? '-'}`)).toEqual([
    '1/2 -', '2/2 healthy', '3 healthy', '1/2 healthy', '2/2 unhealthy', '1/3 unhealthy', '2/3 unhealthy', '3/3 healthy',
  ]);
});

test('a fraction is whole exactly where the balancer changed its mind', () => {
  fc.assert(
    fc.property(fc.array(fc.boolean(), { maxLength: 60 }), (outcomes) => {
      const rollout = rolloutOf(outcomes);
      const whole = pollRows(rollout, THRESHOLDS).filter(({ run }) => /^(\d+)\/\1$/.test(run));
      expect(whole.map(({ at }) => at)).toEqual(rollout.transitions.map(({ at }) => at));
    }),
  );
});

test('checks of several instances are numbered by time, and their runs do not mix', () => {
  const probes = [probe(0, 'passed'), probe(10, 'passed'), probe(5, 'timeout', { instance: 'i-2' }), probe(6, 'timeout', { instance: 'i-2' })];
  expect(pollRows({ probes, transitions: [] }, THRESHOLDS).map(({ number, at, run }) => [number, at, run])).toEqual([[1, 0, '1/2'], [2, 5, '1/2'], [3, 6, '2/2'], [4, 10, '2/2']]);
});

test('where the thresholds are not known, the run is its length', () => {
  expect(pollRows({ probes: [probe(0, 'passed'), probe(1, 'passed')], transitions: [] }).map(({ run }) => run)).toEqual(['1', '2']);
});

test('a sentence tells all of a check, and of a projected one that it was never sent', () => {
  const [sent, projected] = pollRows({ probes: [probe(4.2, 'passed', { detail: '200 in 7 ms' }), probe(9.2, 'passed', { detail: '200', projected: true })], transitions: [] }, THRESHOLDS);
  expect(sent && pollSentence(sent)).toBe('Check 1 at 4.2 s: passed, 200 in 7 ms (took 7 ms), 1/2 in a row');
  expect(projected && pollSentence(projected)).toContain('not sent');
});

test.each([
  [{ outcome: 'passed', status: 200 }, '200'],
  [{ outcome: 'response-code-mismatch', status: 503 }, '503'],
  [{ outcome: 'connection-refused' }, 'refused'],
  [{ outcome: 'timeout' }, 'timeout'],
] as const)('%j is labelled %s', (seen, label) => {
  expect(pollLabel(seen)).toBe(label);
});
