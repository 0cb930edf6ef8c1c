import { clockOf } from '../model/clock.js';
import { EnvironmentError } from '../model/errors.js';
import type { Fault } from '../model/fault.js';
import { wallNow, wallSleep } from '../model/wall-clock.js';
import { isRunning, until } from '../runtime/run-bench.testing.js';
import type { FleetMembers, Side } from './fleet-members.js';
import { askOnce, MembersBench } from './members-bench.testing.js';

const bent: Fault = { kind: 'request', operator: 'status', status: 500, summary: 'every answer is bent' };
const exit: Fault = { kind: 'process', operator: 'exit-after', onset: { after: 'rollout', seconds: 10 }, summary: 'a late exit' };
const late: Fault = { kind: 'process', operator: 'stop', onset: { after: 'rollout', seconds: 10 }, lasts: 600, summary: 'a late stop' };

let bench: MembersBench;
let members: FleetMembers;
beforeEach(() => (bench = new MembersBench()));
afterEach(() => bench.close());

const asked = (id: string): number => (members.find(id)?.instance.logs.last(1000) ?? []).filter(({ line }) => line === 'asked for /front').length;
const pidOf = (id: string): number => Number(members.find(id)?.instance.shellLine.split(' ').at(-1));

describe('a launch that fails', () => {
  beforeEach(async () => {
    members = await bench.open();
    bench.removeRelease();
  });

  test.each<Side>(['old', 'canary'])('of the side %s rejects, is kept as our failure, told, and counts as no launch', async (side) => {
    await expect(members.launch(side)).rejects.toThrow(/ENOENT/);
    expect(members.failure).toMatchObject({ code: 'ENOENT' });
    expect([bench.failures, members.launched(side), members.all]).toEqual([1, 0, []]);
  });

  test('gives its turn to boot back', async () => {
    let given = 0;
    bench.boot = () => Promise.resolve(() => (given += 1));
    await expect(members.launch('old')).rejects.toThrow();
    expect(given).toBe(1);
  });
});

test('of several launches that fail the first one is told', async () => {
  bench.canaryFaults = [[{ kind: 'file', operator: 'remove', path: 'no-such.txt', summary: 'nothing to remove' }]];
  members = await bench.open();
  const failures: unknown[] = [];
  for (let time = 0; time < 2; time += 1) failures.push(await members.launch('canary').catch((error: unknown) => error));
  expect(failures).toEqual([expect.any(EnvironmentError), expect.any(EnvironmentError)]);
  expect(members.failure).toBe(failures[0]);
  expect(bench.failures).toBe(2);
});

test('instances are counted and found by their side, and a plan is asked for by their number', async () => {
  const plans: string[] = [];
  bench.canaryFaults = [[bent], []];
  members = await bench.open();
  const [first, second, old] = [await members.launch('canary'), await members.launch('canary'), await members.launch('old')];
  for (const { plan, side } of members.all) plans.push(`${side} ${plan.faults.length}`);
  expect(plans).toEqual(['canary 1', 'canary 0', 'old 0']);
  expect([members.launched('canary'), members.launched('old')]).toEqual([2, 1]);
  await first.stop();
  expect([members.living('canary').map(({ id }) => id), members.living('old').map(({ id }) => id)]).toEqual([[second.id], [old.id]]);
  expect(members.find(first.id)?.side).toBe('canary');
  expect(members.launched('canary')).toBe(2);
});

test('what waits for its turn on a busy machine is no time of the rollout', async () => {
  const clock = clockOf('fast');
  let give: (release: () => void) => void = () => undefined;
  bench.boot = () => new Promise((resolve) => (give = resolve));
  try {
    members = await bench.open({ clock });
    const launched = members.launch('canary');
    const [before, slept] = [clock.now(), clock.sleepUntil(1000)];
    await wallSleep(0.1);
    expect([clock.now(), clock.skipped()]).toEqual([before, 0]);
    give(() => undefined);
    await launched;
    await slept;
    expect(clock.now()).toBeGreaterThanOrEqual(1000);
  } finally {
    clock.stop();
  }
});

test('time goes on also when no turn will come', async () => {
  const clock = clockOf('fast');
  bench.boot = () => Promise.reject(new Error('the run was stopped'));
  try {
    members = await bench.open({ clock });
    await expect(members.launch('canary')).rejects.toThrow('the run was stopped');
    expect(await clock.sleepUntil(1000)).toBe(true);
  } finally {
    clock.stop();
  }
});

test('all are waited for until they have booted', async () => {
  members = await bench.open();
  await Promise.all([members.launch('old'), members.launch('canary')]);
  await members.booted();
  expect(members.all.map(({ instance }) => instance.listening)).toEqual([true, true]);
});

test('nobody is waited for longer than the boot limit', async () => {
  bench.canaryFaults = [[{ kind: 'process', operator: 'never-listen', summary: 'the port never opens' }]];
  members = await bench.open({ bootLimit: 0.3 });
  await members.launch('canary');
  const began = wallNow();
  await members.booted();
  expect(wallNow() - began).toBeGreaterThanOrEqual(0.25);
  expect(wallNow() - began).toBeLessThan(10);
  expect(members.all[0]?.instance.listening).toBe(false);
});

describe('a moment of the rollout', () => {
  test('is told to those that live, and to no other', async () => {
    bench.canaryFaults = [[exit]];
    members = await bench.open();
    const [gone, living] = [await members.launch('canary'), await members.launch('canary')];
    await gone.stop();
    expect(members.wasEntered('rollout')).toBe(false);
    members.enter('rollout');
    expect([members.wasEntered('rollout'), members.wasEntered('accepted')]).toEqual([true, false]);
    await bench.clock.advanceTo(10);
    await until('it has ended', () => living.gone);
    expect(bench.noticed).toEqual([living.id]);
  });

  test('counts from where it came for those that are launched later', async () => {
    bench.canaryFaults = [[exit]];
    members = await bench.open();
    await bench.clock.advanceTo(20);
    members.enter('rollout');
    await bench.clock.advanceTo(25);
    const launched = await members.launch('canary');
    await bench.clock.advanceTo(29.9);
    expect(launched.gone).toBe(false);
    await bench.clock.advanceTo(30);
    await until('it has ended', () => launched.gone);
  });

  test('after which a process was to end does not end what takes its place', async () => {
    bench.canaryFaults = [[late]];
    members = await bench.open();
    members.enter('rollout');
    await bench.clock.advanceTo(100);
    const launched = await members.launch('canary');
    await bench.clock.advanceTo(1000);
    const instance = members.find(launched.id)?.instance;
    expect(instance && (await askOnce(instance))).toBe(200);
    expect(bench.noticed).toEqual([]);
  });
});

describe('an instance that its group ends', () => {
  test('is looked at just before: its evidence and what users got are kept, and its process is gone', async () => {
    bench.canaryFaults = [[bent]];
    members = await bench.open();
    const launched = await members.launch('canary');
    const member = members.find(launched.id);
    expect(member && (await askOnce(member.instance))).toBe(500);
    const pid = pidOf(launched.id);
    await launched.stop();
    expect(member?.stopped?.evidence).toEqual([{ fault: bent.summary, live: true, sentence: expect.stringMatching(/^\d+ answers were changed/) as string }]);
    expect(member?.stopped?.answers).toHaveLength(2);
    expect(new Set(member?.stopped?.answers.map(({ request, status }) => `${request} ${status}`))).toEqual(new Set(['front 500']));
    expect(isRunning(pid)).toBe(false);
  });

  test('leaves its lines and what users got of it behind, each answer with what is wrong in it', async () => {
    bench.canaryFaults = [[bent]];
    bench.expected = [[{ request: 'front', status: 200, tookMs: 1, body: 'a page' }]];
    members = await bench.open();
    const launched = await members.launch('canary');
    await members.booted();
    await bench.clock.advanceTo(30);
    await launched.stop();
    const wrong = expect.objectContaining({ request: 'front', hurt: 'status 500 instead of 200' }) as unknown;
    expect(bench.journal).toContainEqual({ type: 'users', scenario: expect.any(String) as string, instance: launched.id, at: 30, answers: [wrong, wrong] });
    const [log] = bench.journal.flatMap((event) => (event.type === 'log' ? [event] : []));
    expect(log).toMatchObject({ instance: launched.id, written: 2, lines: [{ line: 'asked for /front' }, { line: 'asked for /front' }] });
  });

  test('speaks for users only if it is one of the first two canaries that end', async () => {
    members = await bench.open();
    const launched = [await members.launch('old'), ...(await Promise.all([1, 2, 3].map(() => members.launch('canary'))))];
    await members.booted();
    for (const each of launched) await each.stop();
    expect(launched.map(({ id }) => [members.find(id)?.stopped?.answers.length, asked(id)])).toEqual([[0, 0], [2, 2], [2, 2], [0, 0]]);
  });

  test('holds the clock while it is looked at', async () => {
    const clock = clockOf('fast');
    bench.canaryFaults = [[{ kind: 'env', operator: 'set', key: 'DELAY', value: '300', summary: 'slow answers' }]];
    try {
      members = await bench.open({ clock });
      const launched = await members.launch('canary');
      await members.booted();
      const [stopped, slept] = [launched.stop(), clock.sleepUntil(clock.now() + 1000)];
      await slept;
      // Time was skipped, so what users got must be there.
      expect(members.find(launched.id)?.stopped?.answers).toHaveLength(2);
      await stopped;
    } finally {
      clock.stop();
    }
  });
});

test('what happens to an instance is written down with its side, and a fault is told to the balancer', async () => {
  bench.canaryFaults = [[exit]];
  members = await bench.open();
  const launched = await members.launch('canary');
  await members.booted();
  const before = members.lastFaultAt;
  members.enter('rollout');
  await bench.clock.advanceTo(10);
  await until('it has ended', () => launched.gone);
  const events = bench.journal.flatMap((event) => (event.type === 'instance' ? [`${event.side} ${event.event}`] : []));
  expect(events).toEqual(expect.arrayContaining(['canary starting', 'canary listening', 'canary fault-struck', 'canary exited']));
  expect(bench.noticed).toEqual([launched.id]);
  expect(members.lastFaultAt).toBeGreaterThan(before);
  expect(bench.journal.filter(({ type }) => type === 'rollout-started')).toHaveLength(1);
});
