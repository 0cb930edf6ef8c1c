import { ManualClock, type Release } from '../model/clock.js';
import type { DatabaseFault, Fault, ProcessFault } from '../model/fault.js';
import { FaultTimer, timedFaults } from './timed-faults.js';

/** A clock that tells which holds are on. */
class HoldingClock extends ManualClock {
  readonly holds: string[] = [];
  override hold(reason: string): Release {
    this.holds.push(reason);
    let on = true;
    return () => {
      if (on) this.holds.splice(this.holds.indexOf(reason), 1);
      on = false;
    };
  }
}

const database = (body: Partial<DatabaseFault>): Fault => ({ kind: 'database', operator: 'down', onset: 'boot', ...body, summary: 'down' });
const ofProcess = (body: Partial<ProcessFault>): Fault => ({ kind: 'process', operator: 'exit-after', ...body, summary: `${body.operator ?? 'exit-after'}` });

let clock: HoldingClock;
let events: string[];
let broken: 'strike' | 'undo' | undefined;
beforeEach(() => {
  jest.useFakeTimers();
  [clock, events, broken] = [new HoldingClock(), [], undefined];
});
afterEach(() => jest.useRealTimers());

const timerFor = (...faults: Fault[]): FaultTimer =>
  new FaultTimer(timedFaults(faults), clock, {
    strike(fault) {
      if (broken === 'strike') return Promise.reject(new Error('no such table'));
      events.push(`strike ${fault.summary}`);
      return Promise.resolve(() => {
        if (broken === 'undo') return Promise.reject(new Error('link closed'));
        events.push(`undo ${fault.summary}`);
        return Promise.resolve();
      });
    },
    struck: (fault) => events.push(`struck ${fault.summary}`),
    ended: (fault) => events.push(`ended ${fault.summary}`),
    failed: (fault, error) => events.push(`failed ${fault.summary}: ${(error as Error).message}`),
  });

const pass = (seconds: number): Promise<void> => jest.advanceTimersByTimeAsync(seconds * 1000);

describe('which faults strike a running instance, and when', () => {
  test.each<[string, Fault, object[]]>([
    ['a database fault at its onset', database({ onset: 'passing', lasts: 2 }), [{ onset: 'passing', lasts: 2 }]],
    ['a wrong setting never', database({ operator: 'wrong-password' }), []],
    ['a held lock before the start', { kind: 'migration', operator: 'lock-held', seconds: 3, summary: '' }, [{ onset: 'boot', lasts: 3 }]],
    ['another migration fault never', { kind: 'migration', operator: 'slow', seconds: 3, summary: '' }, []],
    ['an exit some seconds after the start', ofProcess({ seconds: 2 }), [{ onset: { seconds: 2 } }]],
    ['an exit after some checks', ofProcess({ operator: 'exit-after-checks', checks: 4 }), [{ onset: { checks: 4 } }]],
    ['a stop when the port opens', ofProcess({ operator: 'stop' }), [{ onset: 'listening' }]],
    ['a stop some seconds after the start', ofProcess({ operator: 'stop', seconds: 2, lasts: 1 }), [{ onset: { seconds: 2 }, lasts: 1 }]],
    ['a start that crashes never', ofProcess({ operator: 'crash-on-start' }), []],
    ['an exit some seconds after a moment of the rollout', ofProcess({ seconds: 2, onset: { after: 'accepted', seconds: 5 } }), [{ onset: { after: 'accepted', seconds: 5 } }]],
    ['a stop after such a moment', ofProcess({ operator: 'stop', onset: { after: 'rollout', seconds: 5 }, lasts: 1 }), [{ onset: { after: 'rollout', seconds: 5 }, lasts: 1 }]],
    ['a setting never', { kind: 'env', operator: 'unset', key: 'A', summary: '' }, []],
  ])('%s', (_, fault, timed) => {
    expect(timedFaults([fault])).toEqual(timed.map((one) => ({ fault, ...one })));
  });
});

test.each(['boot', 'listening', 'passing'] as const)('a fault strikes once, at its moment: %s', async (onset) => {
  const timer = timerFor(database({ onset }));
  for (const moment of ['boot', 'listening', 'passing', 'boot', 'listening', 'passing'] as const) {
    await timer.at(moment);
    expect(events.length > 0).toBe(events.length === 2 || moment === onset);
  }
  expect(events).toEqual(['strike down', 'struck down']);
});

test('a fault strikes with the first check that passes, or after so many of them', async () => {
  const timer = timerFor(database({ onset: 'passing' }), ofProcess({ operator: 'exit-after-checks', checks: 3 }));
  await timer.afterCheck(false);
  expect(events).toEqual([]);
  await timer.afterCheck(true);
  expect(events).toEqual(['strike down', 'struck down']);
  await timer.afterCheck(false);
  expect(events.at(-1)).toBe('struck exit-after-checks');
});

test('checks are counted anew for a process that came back', async () => {
  const timer = timerFor(ofProcess({ operator: 'exit-after-checks', checks: 2 }));
  for (const strikes of [1, 2]) {
    await timer.afterCheck(true);
    await timer.afterCheck(true);
    expect(events.filter((event) => event.startsWith('struck'))).toHaveLength(strikes);
    timer.processRespawned();
  }
});

test('a fault with an end is undone when its time is over, and holds the clock until then', async () => {
  const timer = timerFor(database({ lasts: 2 }));
  await timer.at('boot');
  expect(clock.holds).toEqual(['down is on']);
  await pass(1.9);
  expect(events).toEqual(['strike down', 'struck down']);
  await pass(0.2);
  expect(events.slice(2)).toEqual(['undo down', 'ended down']);
  expect(clock.holds).toEqual([]);
});

test('a fault without an end stays, and holds nothing', async () => {
  await timerFor(database({})).at('boot');
  await pass(100_000);
  expect([events, clock.holds]).toEqual([['strike down', 'struck down'], []]);
});

test('an onset in seconds counts from the start, and the clock is held until it has struck', async () => {
  const timer = timerFor(database({ onset: { seconds: 3 }, lasts: 1 }));
  await timer.at('boot');
  timer.processStarted();
  await pass(2.9);
  expect([events, clock.holds]).toEqual([[], ['down has not struck yet']]);
  await pass(0.2);
  expect([events, clock.holds]).toEqual([['strike down', 'struck down'], ['down is on']]);
  await pass(1);
  expect([events.at(-1), clock.holds]).toEqual(['ended down', []]);
});

test('each process of a respawned job ends so long after its own start', async () => {
  const timer = timerFor(ofProcess({ seconds: 3 }));
  timer.processStarted();
  // It ended by itself before its time: the next has all of its own.
  await pass(2);
  timer.processStarted();
  await pass(2);
  expect(events).toEqual([]);
  await pass(1);
  expect(events).toEqual(['strike exit-after', 'struck exit-after']);
  timer.processStarted();
  await pass(3);
  expect(events).toHaveLength(4);
  expect(clock.holds).toEqual([]);
});

test('the surroundings fail once, at their time, however often the process comes back', async () => {
  const timer = timerFor(database({ onset: { seconds: 3 } }));
  timer.processStarted();
  await pass(2);
  timer.processStarted();
  await pass(1);
  expect(events).toEqual(['strike down', 'struck down']);
  timer.processStarted();
  await pass(10);
  expect([events.length, clock.holds]).toEqual([2, []]);
});

test('nothing strikes or ends after the timer was stopped, and no hold stays', async () => {
  const timer = timerFor(database({ lasts: 5 }), database({ onset: { seconds: 1 } }));
  await timer.at('boot');
  timer.processStarted();
  timer.stop();
  expect(clock.holds).toEqual([]);
  await pass(10);
  await timer.afterCheck(true);
  expect(events).toEqual(['strike down', 'struck down']);
});

test.each(['strike', 'undo'] as const)('a %s that fails by itself is told, and holds nothing', async (what) => {
  const timer = timerFor(database({ onset: { seconds: 1 }, lasts: 1 }));
  broken = what;
  timer.processStarted();
  await pass(5);
  expect(events.at(-1)).toBe(what === 'strike' ? 'failed down: no such table' : 'failed down: link closed');
  expect(clock.holds).toEqual([]);
});

test('a strike that fails at a moment fails the caller', async () => {
  broken = 'strike';
  await expect(timerFor(database({})).at('boot')).rejects.toThrow('no such table');
});

describe('a fault that counts from a moment of the rollout', () => {
  const late = (after: 'rollout' | 'accepted', seconds: number, lasts?: number): Fault =>
    ({ ...database({ onset: { after, seconds }, ...(lasts === undefined ? {} : { lasts }) }), summary: `${after}+${seconds}` });
  const struck = (): string[] => events.filter((event) => event.startsWith('struck'));
  /** What a manual clock wakes has then run as far as it can. */
  const advanceTo = async (at: number): Promise<void> => {
    await clock.advanceTo(at);
    await pass(0);
  };
  // A manual clock lets others run between two sleepers.
  beforeEach(() => jest.useFakeTimers({ doNotFake: ['setImmediate'] }));

  test('strikes at that second of the clock, neither before nor again', async () => {
    const timer = timerFor(late('rollout', 30));
    await clock.advanceTo(12);
    timer.enter('rollout');
    await advanceTo(41.9);
    expect(events).toEqual([]);
    await advanceTo(42);
    expect(events).toEqual(['strike rollout+30', 'struck rollout+30']);
    await advanceTo(1000);
    expect(events).toHaveLength(2);
  });

  test('strikes at once when it counts no second', async () => {
    const timer = timerFor(late('rollout', 0));
    timer.enter('rollout');
    await advanceTo(0);
    expect(struck()).toEqual(['struck rollout+0']);
  });

  test('counts from its own moment, not from another', async () => {
    const timer = timerFor(late('accepted', 5), late('rollout', 20));
    timer.enter('rollout');
    await advanceTo(10);
    expect(events).toEqual([]);
    timer.enter('accepted');
    await advanceTo(15);
    expect(struck()).toEqual(['struck accepted+5']);
    await advanceTo(20);
    expect(struck()).toEqual(['struck accepted+5', 'struck rollout+20']);
  });

  test('is passed over by every other moment', async () => {
    const timer = timerFor(late('rollout', 1));
    timer.processStarted();
    for (const moment of ['boot', 'listening', 'passing'] as const) await timer.at(moment);
    for (let check = 0; check < 5; check += 1) await timer.afterCheck(true);
    timer.processRespawned();
    await pass(100);
    await advanceTo(100);
    expect([events, clock.holds]).toEqual([[], []]);
  });

  test('strikes once though its moment is told twice', async () => {
    const timer = timerFor(late('rollout', 5));
    timer.enter('rollout');
    await advanceTo(3);
    timer.enter('rollout');
    await advanceTo(8);
    timer.enter('rollout');
    await advanceTo(100);
    expect(struck()).toEqual(['struck rollout+5']);
  });

  test('strikes once though the process comes back', async () => {
    const timer = timerFor({ ...ofProcess({ onset: { after: 'rollout', seconds: 5 } }), summary: 'late exit' });
    timer.processStarted();
    timer.enter('rollout');
    await advanceTo(5);
    timer.processRespawned();
    timer.processStarted();
    await pass(100);
    await advanceTo(100);
    expect(struck()).toEqual(['struck late exit']);
  });

  test('does not hold the clock until it strikes, but for as long as it lasts', async () => {
    const timer = timerFor(late('rollout', 600, 2));
    timer.enter('rollout');
    expect(clock.holds).toEqual([]);
    await advanceTo(600);
    expect(clock.holds).toEqual(['rollout+600 is on']);
    await pass(2);
    expect([events.at(-1), clock.holds]).toEqual(['ended rollout+600', []]);
  });

  test.each(['timer', 'clock'] as const)('does not strike when the %s was stopped before', async (which) => {
    const timer = timerFor(late('rollout', 5));
    timer.enter('rollout');
    await advanceTo(4);
    (which === 'timer' ? timer : clock).stop();
    await advanceTo(100);
    expect(events).toEqual([]);
  });

  test('that cannot strike is told', async () => {
    const timer = timerFor(late('rollout', 5));
    broken = 'strike';
    timer.enter('rollout');
    await advanceTo(5);
    expect(events).toEqual(['failed rollout+5: no such table']);
  });
});
