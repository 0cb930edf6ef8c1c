import type { GroupInstance, GroupState } from './group-state.js';
import { aGroup, anInstance, elbSettings } from './group-state.testing.js';
import type { GivenGroupSettings } from './group-settings.js';
import { stepRefresh } from './instance-refresh.js';
import { refreshPreferences, type GivenRefreshPreferences } from './refresh-preferences.js';
import { beginRefresh, cancelRefresh, isActive, releaseToLaunch, rollbackRefresh, RefreshRefused, type InstanceRefresh } from './refresh-state.js';

const olds = (count: number, change: Partial<GroupInstance> = {}): GroupInstance[] =>
  Array.from({ length: count }, (_, index) => anInstance(`old${index}`, { launchedAt: index - 100, ...change }));
const news = (count: number, change: Partial<GroupInstance> = {}): GroupInstance[] =>
  Array.from({ length: count }, (_, index) => anInstance(`new${index}`, { release: 'v2', ...change }));

interface Case {
  readonly preferences?: GivenRefreshPreferences;
  readonly settings?: Partial<GivenGroupSettings>;
  readonly desired: number;
  readonly now?: number;
  readonly old?: Partial<GroupInstance>;
  readonly group?: Partial<GroupState>;
  readonly refresh?: Partial<InstanceRefresh>;
}

/** A refresh of `desired` old instances, stepped once when these instances are there. */
function stepped({ preferences, settings, desired, now = 100, group, old, refresh }: Case, instances: readonly GroupInstance[]) {
  const all = elbSettings(desired, settings);
  const begun = beginRefresh('r', aGroup(olds(desired, old)), refreshPreferences(preferences ?? {}, all), { now: 0, release: 'v2' });
  return stepRefresh({ ...begun, ...refresh }, aGroup(instances, group), all, now);
}

const FIRST = { minHealthyPercentage: 100, maxHealthyPercentage: 150 };

test.each<[string, Case, readonly GroupInstance[], string[], number]>([
  ['nine tenths of ten: the oldest', { desired: 10 }, olds(10), ['old0'], 0],
  ['half of four: the two oldest', { desired: 4, preferences: { minHealthyPercentage: 50 } }, olds(4), ['old0', 'old1'], 0],
  ['all of them', { desired: 3, preferences: { minHealthyPercentage: 0 } }, olds(3), ['old0', 'old1', 'old2'], 0],
  ['one of one', { desired: 1 }, olds(1), ['old0'], 0],
  ['those that never passed first', { desired: 10 }, [...olds(9), anInstance('young', { passed: [] })], ['young'], 0],
  ['nobody while a new one has not passed', { desired: 2 }, [...olds(1), ...news(1, { passed: [] })], [], 0],
  ['nobody while a new one warms up', { desired: 2, preferences: { instanceWarmup: 101 } }, [...olds(1), ...news(1)], [], 0],
  ['the next one once it is warm', { desired: 2, preferences: { instanceWarmup: 100 } }, [...olds(1), ...news(1)], ['old0'], 0],
  ['nobody while one is launched', { desired: 2, group: { launching: 1 } }, olds(1), [], 0],
  ['launch first', { desired: 2, preferences: FIRST }, olds(2), [], 1],
  ['launch first: still waiting', { desired: 2, preferences: FIRST }, [...olds(2), ...news(1, { passed: [] })], [], 1],
  ['launch first: one may go and the next may come', { desired: 2, preferences: FIRST }, [...olds(2), ...news(1)], ['old0'], 1],
  ['launch first: nobody comes for the last one', { desired: 2, preferences: FIRST }, [...olds(1), ...news(2)], ['old0'], 0],
  ['both at once, and no more than there are', { desired: 4, preferences: { minHealthyPercentage: 50, maxHealthyPercentage: 150 } }, olds(4), ['old0', 'old1'], 2],
  ['a checkpoint bounds the batch', { desired: 4, preferences: { minHealthyPercentage: 0, checkpointPercentages: [25, 100] } }, olds(4), ['old0'], 0],
  ['nobody that is protected', { desired: 10 }, [...olds(1, { protectedFromScaleIn: true }), ...olds(10).slice(1)], ['old1'], 0],
  ['nobody launched first for those that are protected', { desired: 2, preferences: FIRST }, olds(2, { protectedFromScaleIn: true }), [], 0],
  ['the protected, where it shall', { desired: 1, preferences: { scaleInProtectedInstances: 'Refresh' } }, olds(1, { protectedFromScaleIn: true }), ['old0'], 0],
  ['nobody in standby', { desired: 1, old: { lifecycle: 'Standby' } }, [...olds(1, { lifecycle: 'Standby' }), ...news(1)], [], 0],
  ['those in standby, where it shall', { desired: 1, preferences: { standbyInstances: 'Terminate' } }, [...olds(1, { lifecycle: 'Standby' }), ...news(1)], ['old0'], 0],
  ['suspended', { desired: 2, settings: { suspended: ['InstanceRefresh'] } }, olds(2), [], 0],
])('a refresh wants %s', (_, given, instances, terminate, surge) => {
  const { refresh, wants } = stepped(given, instances);
  expect(wants).toEqual({ terminate, surge });
  expect(refresh.status).toBe('InProgress');
});

test.each<[string, Case, readonly GroupInstance[], Partial<InstanceRefresh>]>([
  ['nothing yet', { desired: 4 }, olds(4), { percentageComplete: 0, instancesToUpdate: 4 }],
  ['a new one that has not passed counts for nothing', { desired: 4 }, [...olds(3), ...news(1, { passed: [] })], { percentageComplete: 0, instancesToUpdate: 3, statusReason: 'Waiting for remaining instances to be available. For example: new0 has not passed its health checks.' }],
  ['nor one that warms up', { desired: 4, preferences: { instanceWarmup: 200 } }, [...olds(3), ...news(1)], { percentageComplete: 0, statusReason: 'Waiting for instances to warm up before continuing. For example: new0 is warming up.' }],
  ['one of four', { desired: 4 }, [...olds(3), ...news(1)], { percentageComplete: 25, instancesToUpdate: 3 }],
  ['a third is rounded down', { desired: 3 }, [...olds(2), ...news(1)], { percentageComplete: 33 }],
  ['all of them', { desired: 2 }, news(2), { status: 'Successful', percentageComplete: 100, instancesToUpdate: 0, endedAt: 100 }],
  ['not while one more is desired', { desired: 2 }, news(1), { status: 'InProgress' }],
  ['not while the new ones have not all passed', { desired: 2 }, [...news(1), anInstance('x', { release: 'v2', passed: [] })], { status: 'InProgress', percentageComplete: 50 }],
  ['the last checkpoint ends it', { desired: 2, preferences: { checkpointPercentages: [50] } }, [...olds(1), ...news(1)], { status: 'Successful', percentageComplete: 50, instancesToUpdate: 1 }],
  ['waiting for one that is protected', { desired: 2 }, [...olds(1, { protectedFromScaleIn: true }), ...news(1)], { status: 'InProgress', percentageComplete: 50, statusReason: 'Waiting for remaining instances to be replaceable. For example: old0 is protected from scale in.' }],
  ['waiting for one in standby', { desired: 1 }, [...olds(1, { lifecycle: 'Standby' }), ...news(1)], { status: 'InProgress', statusReason: 'Waiting for remaining instances to be replaceable. For example: old0 is in Standby.' }],
  ['all but those that it ignores', { desired: 2, preferences: { scaleInProtectedInstances: 'Ignore', standbyInstances: 'Ignore' }, old: { protectedFromScaleIn: true } }, [...olds(1, { protectedFromScaleIn: true }), ...olds(1, { lifecycle: 'Standby' }), ...news(1)], { status: 'Successful', percentageComplete: 100 }],
  ['baking', { desired: 1, preferences: { bakeTime: 60 } }, news(1), { status: 'Baking', bakingSince: 100, percentageComplete: 100 }],
  ['no progress for nearly an hour', { desired: 1, now: 3599 }, news(1, { passed: [] }), { status: 'InProgress' }],
  ['no progress for an hour', { desired: 1, now: 3600 }, news(1, { passed: [] }), { status: 'Failed', endedAt: 3600, statusReason: 'No replacement succeeded for 3600 seconds. For example: new0 has not passed its health checks.' }],
  ['an hour, and back', { desired: 1, now: 3600, preferences: { autoRollback: true } }, news(1, { passed: [] }), { status: 'RollbackInProgress', waitingSince: 3600 }],
  ['a further one within the hour', { desired: 2, now: 3600 }, [...olds(1), ...news(1)], { status: 'InProgress', furthest: 1, waitingSince: 3600 }],
  ['the hour begins after the warm-up', { desired: 2, preferences: { instanceWarmup: 500 } }, [...olds(1), ...news(1)], { furthest: 1, waitingSince: 600 }],
  ['a long warm-up is not held against it', { desired: 2, now: 5000, preferences: { instanceWarmup: 7200 }, refresh: { furthest: 1, waitingSince: 7210 } }, [...olds(1), ...news(1)], { status: 'InProgress' }],
  ['fourteen days', { desired: 2, now: 14 * 86_400, refresh: { furthest: 1, waitingSince: 14 * 86_400 } }, [...olds(1), ...news(1, { passed: [] })], { status: 'Failed' }],
])('a refresh stands at: %s', (_, given, instances, expected) => {
  const { refresh } = stepped(given, instances);
  expect(refresh).toMatchObject(expected);
});

test('instances that already match may be left alone', () => {
  const state = aGroup([...olds(1), ...news(1)]);
  const settings = elbSettings(2);
  const begun = (skipMatching: boolean, release = 'v2') => beginRefresh('r', state, refreshPreferences({ skipMatching }, settings), { now: 0, release });
  expect(begun(true).old).toEqual(['old0']);
  expect(begun(false).old).toEqual(['old0', 'new0']);
  const nothing = stepRefresh(beginRefresh('r', aGroup(news(2)), refreshPreferences({ skipMatching: true }, settings), { now: 0, release: 'v2' }), aGroup(news(2)), settings, 0);
  expect(nothing.refresh).toMatchObject({ status: 'Successful', percentageComplete: 100 });
});

test('what was being launched at the start is replaced too when it has come', () => {
  const late = anInstance('late', { launchedAt: 50 });
  expect(stepped({ desired: 1, preferences: { minHealthyPercentage: 0 } }, [...news(1), late]).wants.terminate).toEqual(['late']);
});

describe('a checkpoint', () => {
  const given: Case = { desired: 4, preferences: { minHealthyPercentage: 50, checkpointPercentages: [50, 100], checkpointDelay: 600 } };
  const half = [...olds(2), ...news(2)];

  test('is waited at for its delay, which is no lack of progress', () => {
    const reached = stepped(given, half);
    expect(reached.wants).toEqual({ terminate: [], surge: 0 });
    expect(reached.refresh).toMatchObject({ status: 'InProgress', percentageComplete: 50, checkpointAt: 100, waitingSince: 700, statusReason: 'Waiting for 600 seconds at the checkpoint of 50 percent before continuing.' });
    const waiting = stepped({ ...given, now: 699, refresh: reached.refresh }, half);
    expect([waiting.refresh.checkpointAt, waiting.wants.terminate]).toEqual([100, []]);
  });

  test('is left after it', () => {
    const { refresh } = stepped(given, half);
    const left = stepped({ ...given, now: 700, refresh }, half);
    expect(left.wants.terminate).toEqual(['old0', 'old1']);
    expect(left.refresh).toMatchObject({ checkpointsPassed: 1, waitingSince: 700 });
    expect(left.refresh.checkpointAt).toBeUndefined();
  });

  test('without a delay is passed at once', () => {
    expect(stepped({ ...given, preferences: { ...given.preferences, checkpointDelay: 0 } }, half).wants.terminate).toEqual(['old0', 'old1']);
  });
});

test('baking ends when its time is over', () => {
  const given: Case = { desired: 1, preferences: { bakeTime: 60 }, refresh: { status: 'Baking', bakingSince: 100 } };
  expect(stepped({ ...given, now: 159 }, news(1)).refresh.status).toBe('Baking');
  expect(stepped({ ...given, now: 160 }, news(1)).refresh).toMatchObject({ status: 'Successful', endedAt: 160 });
});

describe('a rollback', () => {
  const back: Case = { desired: 4, refresh: { status: 'RollbackInProgress', percentageComplete: 25, statusReason: 'why', waitingSince: 100 } };

  test('replaces what the refresh launched, without checkpoints and bake time', () => {
    const { refresh, wants } = stepped({ ...back, preferences: { checkpointPercentages: [10, 20], bakeTime: 60 } }, [...olds(3), ...news(1, { passed: [] })]);
    expect(wants).toEqual({ terminate: ['new0'], surge: 0 });
    expect(refresh).toMatchObject({ status: 'RollbackInProgress', percentageComplete: 25, statusReason: 'why' });
  });

  test('goes back towards zero and succeeds when all are of the old release', () => {
    const { refresh } = stepped(back, olds(4));
    expect(refresh).toMatchObject({ status: 'RollbackSuccessful', percentageComplete: 0 });
  });

  test('fails after an hour without progress', () => {
    const { refresh } = stepped({ ...back, now: 3700, refresh: { ...back.refresh, furthest: 3 } }, [...olds(3), anInstance('again', { passed: [] })]);
    expect(refresh).toMatchObject({ status: 'RollbackFailed', endedAt: 3700 });
  });
});

test('a cancelled refresh starts nothing more and ends when nothing is under way', () => {
  const { refresh } = stepped({ desired: 2 }, olds(2));
  const cancelled = cancelRefresh(refresh);
  const busy = stepped({ desired: 2, refresh: cancelled, group: { launching: 1 } }, olds(1));
  expect([busy.refresh.status, busy.wants.terminate]).toEqual(['Cancelling', []]);
  expect(stepped({ desired: 2, refresh: cancelled }, [...olds(1), ...news(1, { lifecycle: 'Terminating' })]).refresh.status).toBe('Cancelling');
  expect(stepped({ desired: 2, refresh: cancelled }, [...olds(1), ...news(1)]).refresh).toMatchObject({ status: 'Cancelled', statusReason: 'Cancelled due to user request.', endedAt: 100 });
});

describe('calls that AWS refuses', () => {
  const settings = elbSettings(1);
  const begin = (given: GivenRefreshPreferences = {}, options: { release?: string; last?: InstanceRefresh } = {}) =>
    beginRefresh('r', aGroup(olds(1)), refreshPreferences(given, settings), { now: 0, ...options });
  const codeOf = (call: () => unknown): string => {
    try {
      call();
      return 'none';
    } catch (error) {
      return error instanceof RefreshRefused ? error.code : String(error);
    }
  };

  test.each(['Pending', 'InProgress', 'Baking', 'Cancelling', 'RollbackInProgress'] as const)('a second refresh while one is %s', (status) => {
    expect(codeOf(() => begin({}, { last: { ...begin(), status } }))).toBe('InstanceRefreshInProgress');
  });

  test.each(['Successful', 'Failed', 'Cancelled', 'RollbackSuccessful', 'RollbackFailed'] as const)('not a second one when the first is %s, though this can be neither cancelled nor undone', (status) => {
    const last: InstanceRefresh = { ...begin({}, { release: 'v2' }), status };
    expect(isActive(last)).toBe(false);
    expect(begin({}, { last }).status).toBe('Pending');
    expect(codeOf(() => cancelRefresh(last))).toBe('ActiveInstanceRefreshNotFound');
    expect(codeOf(() => rollbackRefresh(last, 0, 'x'))).toBe('ActiveInstanceRefreshNotFound');
  });

  test('undoing what has nothing to go back to, or goes back already', () => {
    expect(codeOf(() => rollbackRefresh(begin(), 0, 'x'))).toBe('IrreversibleInstanceRefresh');
    expect(codeOf(() => rollbackRefresh({ ...begin({}, { release: 'v2' }), status: 'RollbackInProgress' }, 0, 'x'))).toBe('IrreversibleInstanceRefresh');
    expect(codeOf(() => rollbackRefresh(undefined, 0, 'x'))).toBe('ActiveInstanceRefreshNotFound');
  });

  test('a rollback by itself without a configuration to come from', () => {
    expect(() => begin({ autoRollback: true })).toThrow(/expected a desired configuration beside autoRollback/);
    expect(begin({ autoRollback: true }, { release: 'v2' }).to).toBe('v2');
  });
});

test.each([
  ['InProgress', 'v2'], ['Baking', 'v2'], ['RollbackInProgress', 'v1'], ['Cancelling', 'v1'], ['Failed', 'v1'],
] as const)('while a refresh is %s instances are launched from %s', (status, release) => {
  const state = aGroup(olds(1));
  const begun = beginRefresh('r', state, refreshPreferences({}, elbSettings(1)), { now: 0, release: 'v2' });
  expect(releaseToLaunch(state, { ...begun, status })).toBe(release);
});
