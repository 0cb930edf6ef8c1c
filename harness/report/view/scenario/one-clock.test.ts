import { timelinePlan } from './lanes.js';
import { clockWords, onOneClock } from './one-clock.js';
import { FULL } from './scenario-results.testing.js';

const rollout = FULL.rollout;
if (!rollout) throw new Error('the sample has no rollout');

const beside = { ...FULL, rollout: { ...rollout, began: 10, phases: [{ phase: 'rollout', at: 10 }], users: rollout.users.map((user) => ({ ...user, at: 51 })) } };

test('beside an old fleet all seconds count as the verdict does, from when the canary was let in', () => {
  const moved = onOneClock(beside);
  const first = (at: number): unknown[] => [expect.objectContaining({ at })];
  expect(moved.rollout).toMatchObject({ began: 0, phases: [{ at: 0 }], activities: [{ at: 12 }], users: [{ at: 41 }, { at: 41 }] });
  expect([moved.rollout?.probes.slice(0, 1), moved.rollout?.transitions.slice(0, 1), moved.events]).toEqual([first(-9), first(-9), first(6)]);
  const [instance] = moved.rollout?.instances ?? [];
  expect([instance?.events.slice(0, 1), instance?.log.slice(0, 1)]).toEqual([first(-10), first(-9)]);
  expect(moved.verdict).toBe(FULL.verdict);
});

test('what came before is drawn before 0, and the verdict where the headline has it', () => {
  const scenario = onOneClock(beside);
  const plan = timelinePlan(scenario, scenario.rollout ?? rollout);
  expect(plan.lanes[0]).toMatchObject({ kind: 'phases', bands: [{ state: 'before', from: -10, to: 0 }, { state: 'rollout', from: 0 }] });
  expect(plan.verdict).toMatchObject({ at: 40, sentence: expect.stringContaining('Verdict at 40.0 s') as string });
  expect(plan.whole.from).toBeLessThan(-10);
});

test('of a canary alone nothing is moved', () => {
  expect(onOneClock(FULL)).toBe(FULL);
  expect(onOneClock({ ...FULL, rollout: undefined } as unknown as typeof FULL).rollout).toBeUndefined();
});

test('the page says from when its seconds count', () => {
  expect(clockWords(rollout)).toBe('Seconds count from the launch.');
  expect(clockWords({ instances: [{ id: 'i-1', side: 'old', events: [], log: [] }] })).toContain('from when the canary was let in');
});
