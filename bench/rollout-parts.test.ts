import fc from 'fast-check';
import type { JournalEvent } from '../harness/model/journal.js';
import { rolloutParts } from './rollout-parts.js';
import type { TimedEvent } from './run-quietly.js';

const SCENARIO = 's-1';

const instance = (side: string, event: string, id = 'i-1'): JournalEvent => ({ type: 'instance', scenario: SCENARIO, instance: id, side, at: 0, event });
const phase = (name: string): JournalEvent => ({ type: 'phase', scenario: SCENARIO, phase: name, at: 0 });
const launch = (group: string): JournalEvent => ({ type: 'group', scenario: SCENARIO, group, at: 0, event: 'activity-started', detail: {} });

/** What a journal is told of a rollout of two beside two, in its order. */
const MOMENTS: readonly JournalEvent[] = [
  launch('old'),
  instance('old', 'starting'),
  instance('old', 'starting', 'i-2'),
  instance('old', 'listening', 'i-2'),
  instance('old', 'listening'),
  { type: 'rollout-started', scenario: SCENARIO, pace: 'fast', env: {} },
  phase('rollout'),
  launch('canary'),
  instance('canary', 'starting', 'i-3'),
  instance('canary', 'starting', 'i-4'),
  instance('canary', 'listening', 'i-3'),
  instance('canary', 'listening', 'i-4'),
  phase('accepted'),
  launch('old'),
  {
    type: 'transition',
    scenario: SCENARIO,
    instance: 'i-1',
    at: 0,
    balancer: 'classic',
    state: 'InService',
    reasonCode: 'N/A',
    description: 'Instance deregistration currently in progress.',
  },
  instance('old', 'exited'),
  { type: 'verdict', scenario: SCENARIO, verdict: { verdict: 'accepted', at: 30, comparison: '' } },
];

const atEach = (times: readonly number[]): TimedEvent[] => MOMENTS.map((event, index) => ({ at: times[index] ?? 0, event }));
const tenths = atEach(MOMENTS.map((_, index) => 5 + index / 10));

describe('the parts of a rollout', () => {
  test('are from the launch of the first old instance to the verdict, each in its place', () => {
    const { total, boots, added, parts } = rolloutParts(tenths, SCENARIO);
    expect(total).toBeCloseTo(1.6);
    expect(boots.old).toBeCloseTo(0.3);
    expect(boots.canary).toBeCloseTo(0.3);
    expect(added).toBeCloseTo(1);
    expect(parts.map(([, seconds]) => Math.round(seconds * 10))).toEqual([1, 1, 1, 2, 1, 2, 2]);
  });

  test('make up all that was added, whenever things happened', () => {
    fc.assert(fc.property(fc.array(fc.double({ min: 0, max: 60, noNaN: true }), { minLength: MOMENTS.length, maxLength: MOMENTS.length }), (times) => {
      const { total, boots, added, parts } = rolloutParts(atEach(times.sort((a, b) => a - b)), SCENARIO);
      expect(added).toBeCloseTo(total - boots.old - boots.canary);
      expect(parts.reduce((sum, [, seconds]) => sum + seconds, 0)).toBeCloseTo(added);
      for (const [, seconds] of parts) expect(seconds).toBeGreaterThanOrEqual(0);
    }));
  });

  test('are not disturbed by what else the journal was told, such as the control', () => {
    const others = MOMENTS.map((event, index): TimedEvent => ({ at: index, event: { ...event, scenario: 'control of shop' } as JournalEvent }));
    expect(rolloutParts([...others, ...tenths], SCENARIO)).toEqual(rolloutParts(tenths, SCENARIO));
  });

  test.each(['verdict', 'rollout-started', 'transition'])('have no figure for the whole or the part when %p never came', (missing) => {
    const { added, parts } = rolloutParts(tenths.filter(({ event }) => event.type !== missing), SCENARIO);
    expect([added, ...parts.map(([, seconds]) => seconds)].some(Number.isNaN)).toBe(true);
  });
});
