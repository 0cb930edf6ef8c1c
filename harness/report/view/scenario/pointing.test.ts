import type { ProbeOutcome } from '../../../model/probe-result.js';
import type { ProbeRecord, RolloutRecord } from '../../rollout-record.js';
import { timelinePlan } from './lanes.js';
import { pointedAt, ROWS } from './pointing.js';

const probe = (at: number, outcome: ProbeOutcome, more: Partial<ProbeRecord> = {}): ProbeRecord => ({ instance: 'i-1', phase: 'rollout', at, tookMs: 3, outcome, detail: outcome, ...more });

const ROLLOUT: RolloutRecord = {
  began: 0, env: {}, phases: [], otherKinds: [], otherDecisions: [],
  instances: [{ id: 'i-1', events: [{ at: 0, event: 'starting', sentence: 'its process 1 starts' }, { at: 20, event: 'listening', sentence: 'its port is open' }], log: [] }],
  probes: [probe(10, 'connection-refused'), probe(50, 'passed'), probe(50.1, 'timeout'), probe(90, 'passed', { projected: true })],
  transitions: [{ instance: 'i-1', at: 50, state: 'healthy' }],
  activities: [{ group: 'canary', at: 30, event: 'lifecycle', sentence: 'i-1 is InService' }, { group: 'canary', at: 30, event: 'health', sentence: 'i-1 counts as Healthy' }],
  users: [{ instance: 'i-1', time: 1, request: 'front page', tookMs: 1, status: 200 }],
};
const plan = timelinePlan({ verdict: { verdict: 'accepted', at: 60, comparison: '1 of 1' } }, ROLLOUT);
const top = (key: string): number => plan.lanes.find((lane) => lane.key === key)?.y ?? NaN;
/** A pixel for each tenth of a second. */
const at = (x: number, y: number) => pointedAt(plan, { from: 0, to: 100 }, 1000, { x, y });

test.each([
  ['a phase', 100, top('phases') + 5, 10, 'rollout: the canary is judged (0.0 s to 60.0 s)'],
  ['what a group did at one moment', 304, top('group canary') + 5, 30, 'canary group at 30.0 s: i-1 is InService\ncanary group at 30.0 s: i-1 counts as Healthy'],
  ['the life of an instance', 100, top('i-1') + ROWS.life.y, 10, 'its process 1 starts (0.0 s to 20.0 s)'],
  ['its health', 600, top('i-1') + ROWS.health.y + 1, 60, 'healthy (50.0 s to 1:30.0)'],
  ['a check near the pointer', 105, top('i-1') + ROWS.polls.y + 5, 10, 'Check 1 at 10.0 s: connection-refused, connection-refused (took 3 ms), 1 in a row'],
  ['checks on one mark', 501, top('i-1') + ROWS.polls.y + 5, 50, '2 checks from 50.0 s to 50.1 s, 1 failed'],
  ['a projected check', 900, top('i-1') + ROWS.polls.y + 5, 90, 'Check 4 at 1:30.0: passed, passed (taken to be like those before it, not sent), 1 in a row; then healthy'],
  ['users', 598, top('i-1') + ROWS.users.y + 2, 60, 'Users asked i-1 for 1 page and got 200'],
])('%s is told', (_, x, y, second, sentence) => {
  expect(at(x, y)).toMatchObject({ at: second, sentence });
});

test.each([
  ['between two checks', 300, top('i-1') + ROWS.polls.y + 5],
  ['before there was a state', 300, top('i-1') + ROWS.health.y + 1],
  ['below all lanes', 300, 10_000],
])('%s there is only the second', (_, x, y) => {
  const { at: second, sentence } = at(x, y);
  expect([second, sentence]).toEqual([30, undefined]);
});

test('in the lane of an instance it is that one that is meant', () => {
  expect(at(300, top('i-1') + ROWS.polls.y).instance).toBe('i-1');
  expect(at(300, top('phases')).instance).toBeUndefined();
});
