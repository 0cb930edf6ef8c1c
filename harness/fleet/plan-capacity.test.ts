import fc from 'fast-check';
import { isPresent, withInstance, type GroupInstance, type GroupState, type UnhealthyCause } from './group-state.js';
import { aGroup, anInstance, elbSettings } from './group-state.testing.js';
import type { GivenGroupSettings, GroupSettings } from './group-settings.js';
import { capacityStep, healthReplacementsAtOnce, planCapacity, type CapacityAction, type RefreshWants } from './plan-capacity.js';

const many = (count: number, change: Partial<GroupInstance> = {}, prefix = 'a'): GroupInstance[] =>
  Array.from({ length: count }, (_, index) => anInstance(`${prefix}${index}`, { launchedAt: index, ...change }));
const bad = (cause: UnhealthyCause): Partial<GroupInstance> => ({ healthStatus: 'Unhealthy', unhealthyCause: cause });
const told = (actions: readonly CapacityAction[]): string =>
  actions.map((action) => (action.action === 'launch' ? `+${action.count} ${action.cause}` : `-${action.id} ${action.cause}`)).join(', ');

interface Case {
  readonly instances?: readonly GroupInstance[];
  readonly group?: Partial<GroupState>;
  readonly desired: number;
  readonly settings?: Partial<GivenGroupSettings>;
  readonly refresh?: RefreshWants;
}
const planOf = ({ instances = [], group, desired, settings, refresh }: Case): readonly CapacityAction[] =>
  planCapacity(aGroup(instances, group), elbSettings(desired, settings), 1000, refresh);

const LAUNCH_FIRST = { maintenance: { minHealthyPercentage: 100, maxHealthyPercentage: 150 } };

test.each<[string, Case, string]>([
  ['an empty group fills up', { desired: 3 }, '+3 capacity'],
  ['a large group fills up in batches', { desired: 20_000, settings: { maxSize: 20_000 } }, '+100 capacity'],
  ['of which no more than one is under way', { desired: 20_000, settings: { maxSize: 20_000 }, group: { launching: 99 } }, '+1 capacity'],
  ['what is being launched counts', { desired: 3, group: { launching: 2 } }, '+1 capacity'],
  ['what is pending counts', { desired: 1, instances: many(1, { lifecycle: 'Pending' }) }, ''],
  ['what terminates does not', { desired: 1, instances: many(1, { lifecycle: 'Terminating' }) }, '+1 capacity'],
  ['enough is enough', { desired: 2, instances: many(2) }, ''],
  ['scale-in takes the oldest', { desired: 1, instances: many(3) }, '-a0 capacity, -a1 capacity'],
  ['after those of an older release', { desired: 1, instances: [...many(1), ...many(1, { release: 'v0', launchedAt: 9 }, 'b')] }, '-b0 capacity'],
  ['and the unhealthy before all', { desired: 1, instances: [...many(1), ...many(1, { ...bad('ELB'), launchedAt: 9 }, 'b')], settings: { suspended: ['ReplaceUnhealthy'] } }, '-b0 capacity'],
  ['scale-in leaves those that are protected', { desired: 1, instances: [...many(2, { protectedFromScaleIn: true }), ...many(1, { launchedAt: 9 }, 'b')] }, '-b0 capacity'],
  ['protection is from scale-in alone', { desired: 1, instances: many(1, { ...bad('EC2'), protectedFromScaleIn: true }) }, '-a0 EC2, +1 replacement'],
  ['what is in standby does not count', { desired: 1, instances: many(1, { lifecycle: 'Standby' }) }, '+1 capacity'],
  ['what waits for a lifecycle action counts', { desired: 1, instances: many(1, { lifecycle: 'Pending:Wait' }) }, ''],
  ['to nothing', { desired: 0, instances: many(2) }, '-a0 capacity, -a1 capacity'],
  ['an unhealthy one is ended first, then replaced (rule 29)', { desired: 2, instances: [...many(1), ...many(1, bad('ELB'), 'b')] }, '-b0 ELB, +1 replacement'],
  ['an unhealthy one too many is not replaced', { desired: 1, instances: [...many(1), ...many(1, bad('ELB'), 'b')] }, '-b0 ELB'],
  ['one of nine failed by a balancer at a time (rule 32)', { desired: 9, instances: many(9, bad('ELB')) }, '-a0 ELB, +1 replacement'],
  ['two of twenty (rule 32)', { desired: 20, instances: many(20, bad('ELB')) }, '-a0 ELB, -a1 ELB, +2 replacement'],
  ['nobody while one is being launched', { desired: 9, instances: many(8, bad('ELB')), group: { launching: 1 } }, ''],
  ['nobody while the new one has not passed', { desired: 3, instances: [...many(2, bad('ELB')), ...many(1, { passed: [] }, 'b')] }, ''],
  ['nobody while the new one warms up', { desired: 3, instances: [...many(2, bad('ELB')), ...many(1, { inServiceAt: 990 }, 'b')], settings: { defaultInstanceWarmup: 60 } }, ''],
  ['the next one once it has', { desired: 3, instances: [...many(2, bad('ELB')), ...many(1, { inServiceAt: 990 }, 'b')] }, '-a0 ELB, +1 replacement'],
  ['nobody while one that failed still drains', { desired: 1, instances: [...many(1, bad('ELB')), ...many(1, { ...bad('ELB'), lifecycle: 'Terminating' }, 'b')] }, ''],
  ['all whose process ended at once', { desired: 9, instances: many(9, bad('EC2')) }, `${many(9).map(({ id }) => `-${id} EC2`).join(', ')}, +9 replacement`],
  ['all that a user marked at once', { desired: 2, instances: many(2, bad('user')) }, '-a0 user, -a1 user, +2 replacement'],
  ['processes that ended hold up the balancer\'s', { desired: 3, instances: [...many(1, bad('EC2')), ...many(2, bad('ELB'), 'b')] }, '-a0 EC2, +1 replacement'],
  ['a policy launches first', { desired: 2, instances: [...many(1), ...many(1, bad('ELB'), 'b')], settings: LAUNCH_FIRST }, '+1 replacement'],
  ['and ends the old one when the new one is ready', { desired: 2, instances: [...many(2), ...many(1, bad('ELB'), 'b')], settings: LAUNCH_FIRST }, '-b0 ELB'],
  ['not before', { desired: 2, instances: [...many(1), ...many(1, { passed: [] }, 'c'), ...many(1, bad('ELB'), 'b')], settings: LAUNCH_FIRST }, ''],
  ['but never waits with a process that ended', { desired: 2, instances: [...many(1), ...many(1, bad('EC2'), 'b')], settings: LAUNCH_FIRST }, '-b0 EC2, +1 replacement'],
  ['a policy may end half at once', { desired: 4, instances: many(4, bad('ELB')), settings: { maintenance: { minHealthyPercentage: 50, maxHealthyPercentage: 100 } } }, '-a0 ELB, -a1 ELB, +2 replacement'],
  ['launching is suspended', { desired: 2, instances: many(1, bad('EC2')), settings: { suspended: ['Launch'] } }, '-a0 EC2'],
  ['terminating is suspended', { desired: 2, instances: many(1, bad('EC2')), settings: { suspended: ['Terminate'] } }, '+1 capacity'],
  ['terminating is suspended while scaling in', { desired: 0, instances: many(1), settings: { suspended: ['Terminate'] } }, ''],
  ['replacing is suspended', { desired: 1, instances: many(1, bad('EC2')), settings: { suspended: ['ReplaceUnhealthy'] } }, ''],
  ['a failed launch is not tried again before the next look', { desired: 2, instances: many(1, bad('EC2')), group: { launchesPaused: true } }, '-a0 EC2'],
  ['a refresh ends and launches', { desired: 2, instances: many(2), refresh: { terminate: ['a0'], surge: 0 } }, '-a0 refresh, +1 refresh'],
  ['a refresh launches first', { desired: 2, instances: many(2), refresh: { terminate: [], surge: 1 } }, '+1 refresh'],
  ['health outranks a refresh', { desired: 2, instances: [...many(1), ...many(1, bad('EC2'), 'b')], refresh: { terminate: ['b0'], surge: 0 } }, '-b0 EC2, +1 replacement'],
  ['a refresh and a fall of the desired capacity', { desired: 1, instances: many(3), refresh: { terminate: ['a2'], surge: 0 } }, '-a2 refresh, -a0 capacity'],
])('%s', (_, given, expected) => {
  expect(told(planOf(given))).toBe(expected);
});

test.each([[0, 1], [1, 1], [9, 1], [10, 1], [19, 1], [20, 2], [100, 10]])('of %i desired ones %i are replaced at once', (desired, count) => {
  expect(healthReplacementsAtOnce(desired)).toBe(count);
});

test.each<[string, Case, { from: number; to: number }]>([
  ['from nothing', { desired: 3 }, { from: 0, to: 3 }],
  ['from what a replacement leaves', { desired: 2, instances: many(2, bad('EC2')) }, { from: 0, to: 2 }],
  ['down', { desired: 1, instances: many(3) }, { from: 3, to: 1 }],
])('the activities of a plan tell its sizes: %s', (_, given, step) => {
  const running = (given.instances ?? []).filter(isPresent).length;
  expect(capacityStep(planOf(given), running)).toEqual(step);
});

const anyInstance = fc.record({
  lifecycle: fc.constantFrom('Pending' as const, 'InService' as const, 'Terminating' as const),
  cause: fc.constantFrom(undefined, 'ELB' as const, 'EC2' as const, 'user' as const),
  passed: fc.boolean(),
  launchedAt: fc.nat(5),
});
const anyGroup = fc.record({ all: fc.array(anyInstance, { maxLength: 25 }), launching: fc.nat(3) }).map(({ all, launching }) =>
  aGroup(
    all.map(({ lifecycle, cause, passed, launchedAt }, index) =>
      anInstance(`i${index}`, { lifecycle, launchedAt, passed: passed ? ['lb'] : [], ...(cause && lifecycle === 'InService' ? bad(cause) : {}) })),
    { launching },
  ));
const anySettings = fc.record({
  desired: fc.nat(25),
  bounds: fc.option(fc.record({ min: fc.integer({ min: 0, max: 100 }), extra: fc.integer({ min: 0, max: 100 }) }), { nil: undefined }),
}).map(({ desired, bounds }) =>
  elbSettings(desired, bounds ? { maintenance: { minHealthyPercentage: bounds.min, maxHealthyPercentage: Math.max(100, bounds.min + bounds.extra - 1) } } : {}));

/** The state in which everything of a plan has begun. */
const begun = (state: GroupState, actions: readonly CapacityAction[]): GroupState =>
  actions.reduce<GroupState>((next, action) =>
    action.action === 'launch' ? { ...next, launching: next.launching + action.count } : withInstance(next, action.id, { lifecycle: 'Terminating' }), state);

const running = (state: GroupState): number => state.launching + state.instances.filter(isPresent).length;

test('plans come to rest', () => {
  fc.assert(fc.property(anyGroup, anySettings, (state, settings) => {
    // Launches under way have no id to end them by, so a group full of them may still be too large.
    fc.pre(state.launching <= settings.desiredCapacity);
    let rounds = 0;
    for (let actions = planCapacity(state, settings, 1000); actions.length > 0; actions = planCapacity(state, settings, 1000)) {
      state = begun(state, actions);
      rounds += 1;
      // A policy's second plan may end one more: what was scaled in need not be replaced.
      expect(rounds).toBeLessThanOrEqual(settings.maintenance ? state.instances.length + 1 : 1);
    }
  }), { numRuns: 500 });
});

test('a plan brings the group to its desired capacity, or, while it replaces, to what its policy allows above', () => {
  const property = fc.property(anyGroup, anySettings, (state: GroupState, settings: GroupSettings) => {
    fc.pre(state.launching <= settings.desiredCapacity);
    const after = running(begun(state, planCapacity(state, settings, 1000)));
    const { desiredCapacity: desired, maintenance } = settings;
    expect(after).toBeGreaterThanOrEqual(desired);
    expect(after).toBeLessThanOrEqual(Math.ceil((desired * (maintenance?.maxHealthyPercentage ?? 100)) / 100));
  });
  fc.assert(property, { numRuns: 500 });
});

test('without a policy never more are missing for a balancer\'s sake than may be at once', () => {
  fc.assert(fc.property(anyGroup, fc.integer({ min: 1, max: 25 }), (state, desired) => {
    const actions = planCapacity(state, elbSettings(desired), 1000);
    const ended = actions.filter((action) => action.action === 'terminate' && action.cause === 'ELB').length;
    expect(ended).toBeLessThanOrEqual(healthReplacementsAtOnce(desired));
    const present = state.instances.filter(isPresent);
    const waiting = present.filter(({ unhealthyCause }) => unhealthyCause === 'ELB').length;
    const ready = present.filter(({ lifecycle, healthStatus, passed }) => lifecycle === 'InService' && healthStatus === 'Healthy' && passed.includes('lb')).length;
    if (ended > 0) expect(desired - ready - (waiting - ended)).toBeLessThanOrEqual(healthReplacementsAtOnce(desired));
  }), { numRuns: 500 });
});
