import { ManualClock, type Clock } from '../model/clock.js';
import type { BalancerKind } from '../model/health-check.js';
import { until } from './data-plane-bench.testing.js';
import { BalancerBench, countedClock, EVERY } from './load-balancer-bench.testing.js';
import type { LoadBalancerOptions } from './load-balancer.js';

let bench: BalancerBench;
afterEach(() => bench.close());

function open(kind: BalancerKind, options: Partial<LoadBalancerOptions> = {}): BalancerBench {
  bench = new BalancerBench(new ManualClock(), {}, { kind, ...options });
  return bench;
}

const DELAY = 300;

/** A data plane with a request under way that never ends, and what was cut of it. */
function busyPlane() {
  const cut: string[] = [];
  return { cut, plane: { idle: () => new Promise<void>(() => undefined), cut: (id: string) => void cut.push(id) } };
}

const listed = (): string[] => bench.balancer.targets().map(({ id, draining }) => (draining ? `${id} drains` : id));
const breathe = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

test('what is registered is listed once, in the order of registration, and so is what drains', async () => {
  const { balancer } = open('application');
  for (const id of ['c', 'a', 'b', 'a']) await bench.register(id);
  expect([listed(), balancer.targets()[1]?.instance]).toEqual([['c', 'a', 'b'], await bench.target('a')]);
  void balancer.deregister('a', { timeout: DELAY }, busyPlane().plane);
  expect([listed(), ['a', 'b', 'd'].map((id) => balancer.isRegistered(id))]).toEqual([['c', 'a drains', 'b'], [false, true, false]]);
  await bench.clock.advanceTo(DELAY);
  expect(listed()).toEqual(['c', 'b']);
});

test('an instance that is registered again while it is registered stays what it was', async () => {
  open('application');
  await bench.run(await bench.register('a'), '+');
  await bench.register('a');
  expect([bench.health('a'), bench.balancer.pollers.length]).toEqual([['InService'], 1]);
});

describe.each<BalancerKind>(['classic', 'application'])('an instance of a %s balancer that is registered again while it drains', (kind) => {
  test('is a newly registered one, and its draining is given up, which cuts nothing', async () => {
    const { balancer } = open(kind);
    const target = await bench.register('a');
    await bench.register('b');
    for (const slot of [0, 1, 2]) await bench.advanceTo(slot * EVERY, 2);
    const { cut, plane } = busyPlane();
    let over = false;
    void balancer.deregister('a', { timeout: DELAY }, plane).then(() => (over = true));
    await breathe();
    expect([over, bench.health('a')]).toEqual([false, ['InService']]);
    await bench.register('a');
    await breathe();
    expect([over, cut, bench.health('a'), listed(), balancer.isRegistered('a')]).toEqual([true, [], ['OutOfService'], ['b', 'a'], true]);
    const { checks } = target;
    await bench.advanceTo(2 * EVERY, 1);
    await bench.clock.advanceTo(2 * EVERY + 2 * DELAY);
    await until(() => target.checks > checks, 'it is checked');
    expect([cut, balancer.isRegistered('a')]).toEqual([[], true]);
  });

  test('can be deregistered again, for its own time', async () => {
    const { balancer } = open(kind);
    const { cut, plane } = busyPlane();
    await bench.register('a');
    void balancer.deregister('a', { timeout: DELAY }, plane);
    await bench.register('a');
    await bench.clock.advanceTo(DELAY / 2);
    let over = false;
    void balancer.deregister('a', { timeout: DELAY }, plane).then(() => (over = true));
    await bench.clock.advanceTo(DELAY);
    expect([over, listed(), cut]).toEqual([false, ['a drains'], []]);
    await bench.clock.advanceTo(DELAY / 2 + DELAY);
    expect([over, listed(), cut]).toEqual([true, [], ['a']]);
  });
});

test('once the checks are ended none is sent to what is registered then', async () => {
  const { balancer } = open('application');
  balancer.stopChecks();
  const target = await bench.register('a');
  await bench.clock.advanceTo(5 * EVERY);
  balancer.setChecking(false);
  balancer.setChecking(true);
  await bench.clock.advanceTo(10 * EVERY);
  await target.beat();
  expect([target.checks, ...bench.health('a'), listed()]).toEqual([0, 'OutOfService', ['a']]);
});

describe('with a short history', () => {
  test('the latest fifty checks are kept of a target, and it is judged by more than these', async () => {
    open('application', { history: 'recent' });
    const target = await bench.register('a');
    await bench.run(target, '--' + '-+'.repeat(40));
    const [poller] = bench.balancer.pollers;
    expect([poller?.probes.length, poller?.probes.at(-1)?.at, ...bench.health('a')]).toEqual([50, 81 * EVERY, 'OutOfService']);
    expect(bench.balancer.describe('a')?.description).toBe('Health checks failed with these codes: [503]');
    expect(await bench.run(target, '++')).toBe('oI');
  });

  test('nothing is kept of targets that have left, however they left', async () => {
    const { balancer } = open('application', { history: 'recent' });
    for (let time = 0; time < 5; time += 1) {
      await bench.register('a');
      await bench.register('b');
      void balancer.deregister('a', { timeout: DELAY }, busyPlane().plane);
      await bench.register('a');
      await balancer.deregister('a', { timeout: 0 });
    }
    expect([listed(), balancer.pollers.map(({ options }) => options.instance.id)]).toEqual([['b'], ['b']]);
  });

  test('left out, all is kept', async () => {
    const { balancer } = open('application');
    const target = await bench.register('a');
    await bench.run(target, '-'.repeat(60));
    await balancer.deregister('a', { timeout: 0 });
    expect(balancer.pollers.map(({ probes }) => probes.length)).toEqual([60]);
  });
});

describe('in real time', () => {
  let real: BalancerBench<Clock>;
  let waiting: () => number;
  beforeEach(() => {
    open('classic');
    const counted = countedClock();
    ({ waiting } = counted);
    real = new BalancerBench(counted.clock, { interval: 300 });
  });
  afterEach(() => real.close());

  /** Two instances that wait for their next check. */
  async function checked(): Promise<void> {
    await Promise.all(['a', 'b'].map((id) => real.register(id)));
    await real.advanceTo(0, 2);
    await until(() => waiting() === 2, 'both wait');
  }

  test('no timer is left soon after the checks were ended', async () => {
    await checked();
    real.balancer.stopChecks();
    await until(() => waiting() === 0, 'no timer');
  });

  test('no timer is left soon after instances were deregistered whose requests have ended', async () => {
    await checked();
    const plane = { idle: () => Promise.resolve(), cut: () => undefined };
    await Promise.all(['a', 'b'].map((id) => real.balancer.deregister(id, { timeout: 3600 }, plane)));
    await until(() => waiting() === 0, 'no timer');
  });

  test('no timer is left of a group that no listener uses', async () => {
    await checked();
    real.balancer.setChecking(false);
    await until(() => waiting() === 0, 'no timer');
  });
});
