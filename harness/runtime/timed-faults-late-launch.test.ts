import { clockOf, ManualClock } from '../model/clock.js';
import type { Fault, ProcessFault } from '../model/fault.js';
import { wallSleep } from '../model/wall-clock.js';
import { FaultTimer, timedFaults } from './timed-faults.js';

/** An instance is launched after a moment of the rollout, from which some of its faults count: that came at second 12. */
let clock: ManualClock;
let events: string[];
beforeEach(() => {
  [clock, events] = [new ManualClock(), []];
});
afterEach(() => clock.stop());

const timerFor = (...faults: Fault[]): FaultTimer =>
  new FaultTimer(timedFaults(faults), clock, {
    strike: (fault) => Promise.resolve(() => Promise.resolve(void events.push(`undo ${fault.summary}`))),
    struck: (fault) => events.push(`struck ${fault.summary}`),
    ended: (fault) => events.push(`ended ${fault.summary}`),
    failed: (fault) => events.push(`failed ${fault.summary}`),
  });

const late = (after: 'rollout' | 'accepted', seconds: number): Fault => ({ kind: 'database', operator: 'down', onset: { after, seconds }, summary: `${after}+${seconds}` });
const ofProcess = (operator: ProcessFault['operator'], seconds: number, summary: string): Fault => ({ kind: 'process', operator, onset: { after: 'rollout', seconds }, summary });
const lateExit = (seconds: number): Fault => ofProcess('exit-after', seconds, 'late exit');
const lateStop = (seconds: number): Fault => ofProcess('stop', seconds, 'late stop');

/** What the clock wakes has then run as far as it can. */
async function advanceTo(at: number): Promise<void> {
  await clock.advanceTo(at);
  await new Promise((resolve) => setImmediate(resolve));
}

test.each<[string, number, string[]]>([
  ['finds its surroundings broken when their time is over', 100, ['struck rollout+30']],
  ['finds them broken when their time has just come', 42, ['struck rollout+30']],
  ['finds them whole before', 41, []],
])('%s', async (_, launchedAt, expected) => {
  await clock.advanceTo(launchedAt);
  timerFor(late('rollout', 30)).enter('rollout', 12);
  await advanceTo(launchedAt);
  expect(events).toEqual(expected);
  await advanceTo(1000);
  expect(events).toEqual(['struck rollout+30']);
});

test('counts from when the moment came, not from its launch', async () => {
  await clock.advanceTo(20);
  timerFor(late('rollout', 30)).enter('rollout', 12);
  await advanceTo(41.9);
  expect(events).toEqual([]);
  await advanceTo(42);
  expect(events).toEqual(['struck rollout+30']);
});

test.each<[string, (seconds: number) => Fault]>([['an exit', lateExit], ['a stop', lateStop]])('%s is not repeated by what takes the place of those that met it', async (_, fault) => {
  await clock.advanceTo(50);
  timerFor(fault(30)).enter('rollout', 12);
  await advanceTo(1000);
  expect(events).toEqual([]);
});

test.each<[string, number, number, (seconds: number) => Fault]>([
  ['before an exit ends with the others', 20, 30, lateExit],
  ['before a stop stops with the others', 20, 30, lateStop],
  ['in the very second of an exit ends, too', 42, 30, lateExit],
])('one launched %s', async (_, launchedAt, seconds, fault) => {
  await clock.advanceTo(launchedAt);
  timerFor(fault(seconds)).enter('rollout', 12);
  await advanceTo(42);
  expect(events).toHaveLength(1);
});

test('each of its faults is looked at by itself', async () => {
  await clock.advanceTo(50);
  timerFor(lateExit(30), late('rollout', 30), late('accepted', 1), lateStop(60)).enter('rollout', 12);
  await advanceTo(71.9);
  expect(events).toEqual(['struck rollout+30']);
  await advanceTo(1000);
  expect(events).toEqual(['struck rollout+30', 'struck late stop']);
});

test('nothing is skipped while it strikes, however long that takes', async () => {
  const fast = clockOf('fast');
  const seen: string[] = [];
  const timer = new FaultTimer(timedFaults([late('rollout', 30)]), fast, {
    async strike() {
      seen.push('strikes');
      await wallSleep(0.2);
      return () => Promise.resolve();
    },
    struck: () => seen.push('struck'),
    ended: () => undefined,
    failed: () => undefined,
  });
  timer.enter('rollout', 0);
  await fast.sleepUntil(600).then(() => seen.push('a check long after'));
  fast.stop();
  expect(seen).toEqual(['strikes', 'struck', 'a check long after']);
});
