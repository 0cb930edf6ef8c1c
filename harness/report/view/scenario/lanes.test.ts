import fc from 'fast-check';
import type { RolloutRecord, UserRecord } from '../../rollout-record.js';
import { timelinePlan, userSentence, type Lane } from './lanes.js';

const EMPTY: RolloutRecord = { began: 0, env: {}, instances: [], probes: [], transitions: [], phases: [], activities: [], users: [], otherKinds: [], otherDecisions: [] };
const event = (at: number, name: string, sentence = name) => ({ at, event: name, sentence });
const find = <K extends Lane['kind']>(lanes: readonly Lane[], kind: K) => lanes.find((lane): lane is Extract<Lane, { kind: K }> => lane.kind === kind);

test('a lone canary is rolled out until its verdict, and watched from then on', () => {
  const rollout = { ...EMPTY, instances: [{ id: 'i-1', events: [event(0, 'starting'), event(80, 'exited')], log: [] }] };
  const { lanes, verdict } = timelinePlan({ verdict: { verdict: 'rejected', at: 60, comparison: '0 of 1' } }, rollout);
  expect(find(lanes, 'phases')?.bands.map(({ state, from, to }) => [state, from, to])).toEqual([['rollout', 0, 60], ['watch', 60, 80]]);
  expect(verdict?.sentence).toBe('Verdict at 60.0 s: rejected, 0 of 1');
});

test('beside an old fleet the clock runs before the rollout, from where the verdict counts', () => {
  const rollout = { ...EMPTY, began: 30, phases: [{ phase: 'rollout', at: 30 }, { phase: 'accepted', at: 72 }], activities: [{ group: 'old', at: 80, event: 'lifecycle', sentence: 'ended' }] };
  const { lanes, verdict } = timelinePlan({ verdict: { verdict: 'accepted', at: 42, comparison: '' } }, rollout);
  expect(find(lanes, 'phases')?.bands.map(({ state, from, to }) => [state, from, to])).toEqual([['before', 0, 30], ['rollout', 30, 72], ['accepted', 72, 80]]);
  expect(verdict?.at).toBe(72);
  expect(find(lanes, 'group')?.activities[0]?.sentence).toBe('old group at 80.0 s: ended');
});

test('each fault has a lane of its own', () => {
  const events = [event(5, 'fault-struck', 'the database is down: refused'), event(9, 'fault-struck', 'the disk is full'), event(20, 'exited')];
  const { lanes } = timelinePlan({}, { ...EMPTY, instances: [{ id: 'i-1', events, log: [] }] });
  expect(lanes.filter(({ kind }) => kind === 'faults').map(({ key }) => key)).toEqual(['fault the database is down', 'fault the disk is full']);
});

test('without a fault there is no lane for it', () => {
  expect(timelinePlan({}, EMPTY).lanes.map(({ kind }) => kind)).toEqual(['phases']);
});

test('each instance has its own checks, and its side beside its name', () => {
  const probe = (instance: string, at: number) => ({ instance, phase: 'rollout' as const, at, tookMs: 1, outcome: 'passed' as const, detail: '200' });
  const rollout = { ...EMPTY, instances: [{ id: 'i-1', side: 'old', events: [], log: [] }, { id: 'i-2', events: [], log: [] }], probes: [probe('i-1', 1), probe('i-2', 2), probe('i-1', 3)] };
  const lanes = timelinePlan({}, rollout).lanes.filter((lane) => lane.kind === 'instance');
  expect(lanes.map(({ label, polls }) => `${label}: ${polls.map(({ number }) => number).join(' ')}`)).toEqual(['old i-1: 1 3', 'i-2: 2']);
});

test('a balancer thinks nothing more of an instance that its group has terminated', () => {
  const instances = [{ id: 'i-1', events: [event(0, 'starting'), event(90, 'exited')], log: [] }];
  const activities = [{ group: 'old', at: 60, event: 'lifecycle', sentence: 'i-1 is Terminated, was Terminating' }];
  const { lanes } = timelinePlan({}, { ...EMPTY, instances, activities, transitions: [{ instance: 'i-1', at: 50, state: 'draining' }] });
  expect(find(lanes, 'instance')?.health.map(({ from, to }) => [from, to])).toEqual([[50, 60]]);
});

test('an instance hurts users by its own answers, never by what another one answered to the same request', () => {
  const answer = (instance: string, status: number) => ({ instance, time: 1, request: 'front page', tookMs: 1, status });
  const found = (at: number) => ({ ...answer('i-2', 500), at, hurt: 'status 500 instead of 200' });
  const hurt = ['front page: status 500 instead of 200'];
  const ofEach = (...users: readonly UserRecord[]) => {
    const instances = ['i-1', 'i-2'].map((id) => ({ id, events: [], log: [] }));
    return timelinePlan({ hurt }, { ...EMPTY, instances, users }).lanes.flatMap((lane) => (lane.kind === 'instance' ? lane.users.map(userSentence) : []));
  };
  const sentences = ['Users asked i-1 for 1 page and got 200', 'Users asked i-2 for 1 page and got 500: they are hurt'];
  expect(ofEach({ ...answer('i-1', 200), at: 61 }, found(61))).toEqual(sentences);
  expect(ofEach(answer('i-1', 200), answer('i-2', 500))).toEqual(sentences);
  expect(ofEach({ ...answer('i-1', 500), at: 61 }, found(61))[0]).toBe('Users asked i-1 for 1 page and got 500');
});

test('lanes never overlap, and all that happened is in the window, by time', () => {
  const at = fc.double({ min: 0, max: 500, noNaN: true });
  const instance = fc.record({ id: fc.constantFrom('i-1', 'i-2', 'i-3'), events: fc.array(fc.record({ at, event: fc.constantFrom('starting', 'listening', 'fault-struck', 'exited'), sentence: fc.string() })), log: fc.constant([]) });
  const activity = fc.record({ group: fc.constantFrom('old', 'canary'), at, event: fc.constant('lifecycle'), sentence: fc.string() });
  fc.assert(
    fc.property(fc.uniqueArray(instance, { selector: ({ id }) => id }), fc.array(activity), (instances, activities) => {
      const byTime = <T extends { at: number }>(list: T[]): T[] => list.sort((a, b) => a.at - b.at);
      const plan = timelinePlan({}, { ...EMPTY, activities: byTime(activities), instances: instances.map((each) => ({ ...each, events: byTime(each.events) })) });
      for (const [index, { y }] of plan.lanes.slice(1).entries()) expect(y).toBeGreaterThanOrEqual((plan.lanes[index]?.y ?? 0) + (plan.lanes[index]?.height ?? 0));
      const ats = plan.happenings.map((happening) => happening.at);
      expect(ats).toEqual([...ats].sort((a, b) => a - b));
      expect(ats.every((second) => second >= plan.whole.from && second <= plan.whole.to)).toBe(true);
    }),
  );
});
