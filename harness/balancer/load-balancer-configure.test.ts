import { clockOf, ManualClock, type Clock } from '../model/clock.js';
import type { BalancerKind, HealthCheck } from '../model/health-check.js';
import { until } from './data-plane-bench.testing.js';
import { BalancerBench, CHECK, EVERY } from './load-balancer-bench.testing.js';

let bench: BalancerBench;
afterEach(() => bench.close());

function open(kind: BalancerKind = 'classic', change: Partial<HealthCheck> = {}): BalancerBench {
  bench = new BalancerBench(new ManualClock(), change, { kind });
  return bench;
}

const configure = (change: Partial<HealthCheck> = {}): void => bench.balancer.configure({ ...CHECK, ...change });

test('a balancer says how it checks', () => {
  const { balancer } = open();
  expect(balancer.healthCheck).toEqual(CHECK);
  configure({ interval: 30 });
  expect(balancer.healthCheck).toEqual({ ...CHECK, interval: 30 });
});

describe('another health check', () => {
  test('is journaled as it was sent, with the private address or what it asks for instead', async () => {
    open('application');
    const target = await bench.register('a');
    await bench.run(target, '+');
    configure({ form: { host: 'shop.example.com' } });
    await bench.run(target, '+');
    const hosts = bench.requestsOf('a').map(({ text }) => /^Host: (.*)\r$/m.exec(text ?? '')?.[1]);
    expect(hosts).toEqual(['10.0.1.23:80', 'shop.example.com']);
  });

  test('leaves an instance in service, where its failures are counted anew', async () => {
    open('application');
    const target = await bench.register('a');
    expect(await bench.run(target, '+-')).toBe('II');
    configure();
    expect(bench.health('a')).toEqual(['InService']);
    expect(await bench.run(target, '--')).toBe('Io');
  });

  test('leaves an instance out of service, where its passes are counted anew', async () => {
    open('application');
    const target = await bench.register('a');
    await bench.run(target, '--++');
    configure();
    expect(bench.balancer.hasFailed('a')).toBe(true);
    expect(await bench.run(target, '+++')).toBe('ooI');
  });

  test('makes a newly registered one of a classic balancer begin its passes anew', async () => {
    open();
    const target = await bench.register('a');
    await bench.run(target, '++');
    configure();
    expect(await bench.run(target, '+++')).toBe('ooI');
  });

  test('has its thresholds, its matcher and its target from the next check on', async () => {
    open('application');
    const target = await bench.register('a');
    await bench.run(target, '+');
    configure({ target: 'HTTP:80/deep', matcher: '200,503', unhealthyThreshold: 4 });
    target.checkPath = '/deep';
    expect(await bench.run(target, '-----')).toBe('IIIII');
    target.sick = 500;
    expect(await bench.run(target, '----')).toBe('IIIo');
    expect([target.checks, target.waiting.length]).toEqual([10, 0]);
  });

  test('is what an instance is checked with that is registered later', async () => {
    open('application');
    configure({ target: 'HTTP:80/deep' });
    const target = await bench.target('a');
    target.checkPath = '/deep';
    await bench.register('a');
    expect(await bench.run(target, '+')).toBe('I');
    expect([target.checks, bench.balancer.pollers[0]?.probes.at(-1)?.status]).toEqual([1, 200]);
  });

  test('is not answered by a check that was under way', async () => {
    open('application');
    const target = await bench.register('a');
    target.slow = true;
    await bench.clock.advanceTo(0);
    await until(() => target.waiting.length === 1, 'the check waits');
    configure({ target: 'HTTP:80/deep' });
    const answered = bench.advanceTo(0, 1);
    target.waiting[0]?.end('of the former');
    await answered;
    expect(bench.health('a')).toEqual(['OutOfService']);
    [target.slow, target.checkPath] = [false, '/deep'];
    await bench.advanceTo(EVERY, 1);
    expect(bench.health('a')).toEqual(['InService']);
  });

  test.each<[string, number, number[]]>([
    ['a shorter interval is not waited for longer than it is', 5, [0, 8, 13, 18]],
    ['a shorter one does not put off a slot that comes before', 8, [0, 10, 18, 26]],
    ['a longer one counts from the slot that was planned', 60, [0, 10, 70, 130]],
  ])('%s', async (_, interval, slots) => {
    open();
    await bench.register('a');
    await bench.advanceTo(0, 1);
    await bench.clock.advanceTo(3);
    configure({ interval, timeout: 2 });
    for (const slot of slots.slice(1)) await bench.advanceTo(slot, 1);
    expect(bench.checksAt('a')).toEqual(slots);
  });

  test('does not check an instance that drains', async () => {
    open('application');
    const target = await bench.register('a');
    await bench.run(target, '+');
    void bench.balancer.deregister('a', { timeout: 300 }, { idle: () => Promise.resolve(), cut: () => undefined });
    configure({ interval: 5, timeout: 2 });
    await bench.clock.advanceTo(100);
    await target.beat();
    expect([target.checks, ...bench.health('a')]).toEqual([1, 'InService']);
  });
});

test('on a clock that skips, slow answers to the former check are not taken for answers to the new one', async () => {
  open();
  const skipping = new BalancerBench<Clock>(clockOf('fast'), { interval: 300, timeout: 1.1 });
  try {
    const targets = [await skipping.register('a'), await skipping.register('b')];
    for (const target of targets) target.slow = true;
    const { pollers } = skipping.balancer;
    const projects = (): boolean => pollers.every(({ probes }) => probes.at(-1)?.projected === true);
    for (let check = 0; check < 10 && !projects(); check += 1) await skipping.advanceTo(0, 1);
    expect(projects()).toBe(true);
    skipping.balancer.configure({ ...CHECK, target: 'HTTP:80/deep', interval: 300, timeout: 1.1 });
    const before = pollers.map(({ probes }) => probes.length);
    const [, answering] = targets;
    for (const target of targets) target.checkPath = '/deep';
    if (answering) answering.slow = false;
    await until(() => pollers[1]?.inService === true, 'passes of the new check');
    const projectedFrom = (): number => pollers[0]?.probes.slice(before[0]).findIndex(({ projected }) => projected === true) ?? -1;
    for (let check = 0; check < 30 && projectedFrom() < 0; check += 1) await skipping.advanceTo(0, 1);
    expect(projectedFrom()).toBeGreaterThanOrEqual(3);
    expect(pollers.map(({ untrusted }) => untrusted)).toEqual([undefined, undefined]);
    const projected = skipping.requestsOf('a').filter(({ isProjected }) => isProjected).map(({ text }) => text?.split('\r\n')[0]);
    expect(new Set(projected)).toEqual(new Set(['GET /health HTTP/1.1', 'GET /deep HTTP/1.1']));
  } finally {
    await skipping.close();
  }
});
