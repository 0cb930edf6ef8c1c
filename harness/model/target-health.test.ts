import fc from 'fast-check';
import { newTarget, step, type TargetHealth, type Thresholds } from './target-health.js';

const THRESHOLDS: Thresholds = { healthyThreshold: 3, unhealthyThreshold: 2, initialSuccesses: 1 };
const run = (outcomes: readonly boolean[], thresholds: Thresholds, from: TargetHealth = newTarget()) =>
  outcomes.reduce<ReturnType<typeof step>>(({ health }, passed) => step(health, passed, thresholds), {
    health: from,
    transition: 'unchanged',
  });

const outcomesOf = (marks: string): boolean[] => [...marks].map((mark) => mark === '+');

test.each<[string, string, number, string, string]>([
  ['no check yet', '', 1, 'initial', 'unchanged'],
  ['one pass is enough at first', '+', 1, 'healthy', 'changed'],
  ['two are not three at first', '++', 3, 'initial', 'pending'],
  ['three are', '+++', 3, 'healthy', 'changed'],
  ['a failure starts the first run anew', '++-++', 3, 'initial', 'pending'],
  ['one failure is not two', '+-', 1, 'healthy', 'pending'],
  ['two failures turn a healthy one', '+--', 1, 'unhealthy', 'changed'],
  ['a pass between failures resets', '+-+-', 1, 'healthy', 'pending'],
  ['failures turn one that never passed', '--', 1, 'unhealthy', 'changed'],
  ['recovery needs the healthy threshold, not the first rule', '--++', 1, 'unhealthy', 'pending'],
  ['recovery at exactly the threshold', '--+++', 1, 'healthy', 'changed'],
  ['a failure between passes resets', '--++-++', 1, 'unhealthy', 'pending'],
  ['more of the same changes nothing', '+++++', 1, 'healthy', 'unchanged'],
  ['more failures change nothing', '-----', 1, 'unhealthy', 'unchanged'],
])('%s (%s)', (_, marks, initialSuccesses, state, transition) => {
  const { health, transition: last } = run(outcomesOf(marks), { ...THRESHOLDS, initialSuccesses });
  expect([health.state, last]).toEqual([state, transition]);
});

test('a draining instance stays so', () => {
  const draining: TargetHealth = { state: 'draining', passes: 4, failures: 0 };
  expect(run(outcomesOf('---++++'), THRESHOLDS, draining)).toEqual({
    health: { state: 'draining', passes: 4, failures: 0 },
    transition: 'unchanged',
  });
});

const thresholds = fc.record({
  healthyThreshold: fc.integer({ min: 2, max: 10 }),
  unhealthyThreshold: fc.integer({ min: 2, max: 10 }),
  initialSuccesses: fc.integer({ min: 1, max: 10 }),
});
/** Runs of equal outcomes, so that thresholds are reached often. */
const outcomes = fc
  .array(fc.tuple(fc.boolean(), fc.integer({ min: 1, max: 12 })), { maxLength: 12 })
  .map((runs) => runs.flatMap(([passed, length]) => Array<boolean>(length).fill(passed)));

test('an alternating instance never changes state when thresholds are two or more (rule 20)', () => {
  const property = fc.property(thresholds, fc.constantFrom('initial' as const, 'healthy' as const, 'unhealthy' as const), fc.boolean(), fc.nat(40),
    (limits, state, first, length) => {
      const alternating = Array.from({ length }, (_, index) => (index % 2 === 0) === first);
      const from = { state, passes: 0, failures: 0 };
      const needed = { ...limits, initialSuccesses: Math.max(2, limits.initialSuccesses) };
      expect(run(alternating, needed, from).health.state).toBe(state);
    });
  fc.assert(property);
});

test('the counters are the length of the last run', () => {
  fc.assert(fc.property(thresholds, outcomes, (limits, history) => {
    const { passes, failures } = run(history, limits).health;
    const last = history.at(-1);
    const length = history.length - 1 - history.findLastIndex((passed) => passed !== last);
    expect({ passes, failures }).toEqual({ passes: last === true ? length : 0, failures: last === false ? length : 0 });
  }));
});

test('the state is what the whole history says', () => {
  fc.assert(fc.property(thresholds, outcomes, (limits, history) => {
    expect(run(history, limits).health.state).toBe(stateByHistory(history, limits));
  }));
});

/** Looks at every prefix anew: were the last n outcomes all equal? */
function stateByHistory(history: readonly boolean[], limits: Thresholds): string {
  let state = 'initial';
  for (let end = 1; end <= history.length; end++) {
    const lastAre = (count: number, passed: boolean): boolean =>
      count <= end && history.slice(end - count, end).every((outcome) => outcome === passed);
    const up = state === 'initial' ? limits.initialSuccesses : limits.healthyThreshold;
    if (lastAre(up, true)) state = 'healthy';
    if (lastAre(limits.unhealthyThreshold, false)) state = 'unhealthy';
  }
  return state;
}
