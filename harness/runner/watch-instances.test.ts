import { TargetPoller } from '../balancer/target-poller.js';
import { ManualClock } from '../model/clock.js';
import type { Fault, RequestFault } from '../model/fault.js';
import type { Release } from '../model/release.js';
import { SMALL_RELEASE } from '../model/release.testing.js';
import { wallNow } from '../model/wall-clock.js';
import { planLaunch } from '../runtime/carry-out/plan.js';
import type { Instance } from '../runtime/instance.js';
import { launchInstance } from '../runtime/launch.js';
import { RunBench, until } from '../runtime/run-bench.testing.js';
import type { Rollout } from './3-rollout.js';
import { watchFleet, type WatchHow, type WatchResult } from './watch.js';
import { onlyCopy } from '../runtime/working-copies.js';

/** Often enough for a test, with time to answer for a busy machine. */
const CHECK = { ...SMALL_RELEASE.healthCheck, interval: 0.4, timeout: 2 };

/** An app that listens when it is told to, and answers with the statuses that it is given, one after the other. */
const script = (...statuses: number[]): string => `
  const statuses = ${JSON.stringify(statuses)};
  const server = require('node:http').createServer((_, answer) => {
    answer.statusCode = statuses.length > 1 ? statuses.shift() : statuses[0];
    answer.end('x');
  });
  process.on('SIGUSR2', () => server.listen(Number(process.env.PORT)));
  console.log('ready');
  setInterval(() => {}, 60000);
`;

let interrupted: AbortController;
let bench: RunBench;
let clock: ManualClock;
let instance: Instance;
let poller: TargetPoller<Instance>;
beforeEach(() => {
  [bench, clock, interrupted] = [new RunBench(), new ManualClock(), new AbortController()];
});
afterEach(async () => {
  poller.stop();
  clock.stop();
  await instance.stop();
  await bench.close();
});

async function launch(program: string, ...faults: Omit<RequestFault, 'kind'>[]): Promise<void> {
  const release: Release = { ...SMALL_RELEASE, folder: '/nowhere', command: ['node', 'main.cjs'], healthCheck: CHECK };
  const own = faults.map((fault): Fault => ({ kind: 'request', ...fault, summary: fault.operator }));
  instance = await launchInstance(bench.runtime, {
    id: 'i-1', privateAddress: '10.0.1.23', plan: planLaunch(release, own, CHECK), clock, copy: onlyCopy(bench.folderWith({ 'main.cjs': program })), bootLimit: 30, onEvent: () => undefined,
  });
  await until('the app is ready', () => instance.logs.find(/ready/) !== undefined);
}

const signal = (name: NodeJS.Signals): boolean => process.kill(Number(instance.shellLine.split(' ').at(-1)), name);

async function listen(): Promise<void> {
  signal('SIGUSR2');
  await until('it listens', () => instance.listening);
}

/** Has the instance checked so many times, as until its verdict. */
async function check(times = 1): Promise<string | undefined> {
  let checked = 0;
  poller = new TargetPoller<Instance>({
    scenario: 'test', instance, healthCheck: CHECK, balancer: 'classic', clock, settle: 0, busyLimit: 1, journal: { write: () => undefined }, onChecked: () => (checked += 1),
  });
  void poller.run();
  for (let time = 1; time <= times; time += 1) {
    await clock.advanceTo(clock.now() + (time === 1 ? 0 : CHECK.interval));
    await until('it is checked', () => checked === time);
  }
  poller.stop();
  return poller.probes.at(-1)?.outcome;
}

const watch = (how?: WatchHow): Promise<WatchResult> => watchFleet({ pollers: [poller], lastFaultAt: wallNow(), clock } as unknown as Rollout, interrupted.signal, how);

test('an instance that answers as it did is steady, after one true gap', async () => {
  await launch(script(200));
  await listen();
  expect(await check()).toBe('passed');
  const watched = await watch();
  expect(watched).toEqual({ state: 'steady', watchedSeconds: expect.any(Number) as number });
  expect(watched.state === 'steady' && watched.watchedSeconds).toBeGreaterThanOrEqual(CHECK.interval + CHECK.timeout - 0.01);
});

test('an instance is watched for as long as is wanted, and never for less than a true gap', async () => {
  await launch(script(200));
  await listen();
  await check();
  const gap = CHECK.interval + CHECK.timeout;
  for (const atLeast of [gap + 1, 0]) {
    const watched = await watch({ atLeast });
    expect(watched.state === 'steady' && watched.watchedSeconds).toBeGreaterThanOrEqual(Math.max(gap, atLeast) - 0.01);
  }
});

test('where answers may change, only a process that ends does not outlast the watch', async () => {
  await launch(script(200, 503));
  await listen();
  expect(await check()).toBe('passed');
  expect(await watch({ throughChanges: true })).toMatchObject({ state: 'steady' });
  const watched = watch({ throughChanges: true });
  signal('SIGKILL');
  expect(await watched).toMatchObject({ state: 'changed' });
});

test('an instance whose answer changes by itself is not', async () => {
  await launch(script(200, 503));
  await listen();
  expect(await check()).toBe('passed');
  expect(await watch()).toEqual({ state: 'changed', why: 'after the verdict the answer was response-code-mismatch, not passed' });
});

test('an instance whose port opened after its last check is looked at anew, and what it says then must last', async () => {
  await launch(script(200));
  expect(await check()).toBe('connection-refused');
  await listen();
  expect(await watch()).toMatchObject({ state: 'steady' });
});

test('what such an instance says at first is what it is held to', async () => {
  await launch(script(200, 503));
  expect(await check()).toBe('connection-refused');
  await listen();
  expect(await watch()).toEqual({ state: 'changed', why: 'after the verdict the answer was response-code-mismatch, not passed' });
});

test('an instance whose port stays closed is held to that', async () => {
  await launch(script(200));
  expect(await check()).toBe('connection-refused');
  expect(await watch()).toMatchObject({ state: 'steady' });
});

test.each<[string, Omit<RequestFault, 'kind'>, number, string]>([
  ['bends each second answer, the last one bent', { operator: 'status', status: 503, every: 2 }, 1, 'response-code-mismatch'],
  ['bends each second answer, the last one spared', { operator: 'status', status: 503, every: 2 }, 2, 'passed'],
  ['refuses each second request', { operator: 'auth', every: 2 }, 1, 'response-code-mismatch'],
  ['begins after the verdict', { operator: 'status', status: 503, after: 1 }, 1, 'passed'],
  ['is over with the verdict', { operator: 'status', status: 503, times: 1 }, 1, 'response-code-mismatch'],
])('a gate that %s is not taken for a change of the app', async (_, fault, checks, outcome) => {
  await launch(script(200), fault);
  await listen();
  expect(await check(checks)).toBe(outcome);
  expect(await watch()).toMatchObject({ state: 'steady' });
});

test('behind a gate that bends every answer alike, a change of the app is still seen', async () => {
  await launch(script(200, 503), { operator: 'missing-length', path: '/elsewhere' });
  await listen();
  expect(await check()).toBe('passed');
  expect(await watch()).toMatchObject({ state: 'changed' });
});

test('an interruption ends it at once, whatever the instance does then', async () => {
  await launch(script(200));
  await listen();
  await check();
  const watched = watch();
  const since = wallNow();
  interrupted.abort();
  signal('SIGKILL');
  expect(await watched).toEqual({ state: 'interrupted' });
  expect(wallNow() - since).toBeLessThan(CHECK.interval + CHECK.timeout);
});

test('a process that ends after the verdict is a change', async () => {
  await launch(script(200));
  await listen();
  await check();
  const watched = watch();
  signal('SIGKILL');
  expect(await watched).toEqual({ state: 'changed', why: 'the process ended after the verdict, though no fault of ours struck then' });
});

test('a process that ends after the verdict without ever having listened changes nothing', async () => {
  await launch(script(200));
  expect(await check()).toBe('connection-refused');
  const watched = watch();
  signal('SIGKILL');
  expect(await watched).toMatchObject({ state: 'steady' });
});

test('of a process that had ended before there is nothing to watch', async () => {
  await launch(script(200));
  signal('SIGKILL');
  await until('it is gone', () => instance.gone);
  expect(await check()).toBe('connection-refused');
  expect(await watch()).toEqual({ state: 'steady', watchedSeconds: 0 });
});
