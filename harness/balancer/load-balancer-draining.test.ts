import { ManualClock } from '../model/clock.js';
import type { BalancerKind } from '../model/health-check.js';
import { RawClient, until } from './data-plane-bench.testing.js';
import { openDataPlane, type DataPlane } from './data-plane.js';
import { BalancerBench, EVERY, type CheckedTarget } from './load-balancer-bench.testing.js';

const DELAY = 300;

let bench: BalancerBench;
let plane: DataPlane;
let target: CheckedTarget;
const clients: RawClient[] = [];

/** One instance in service behind a listener. */
async function open(kind: BalancerKind): Promise<void> {
  bench = new BalancerBench(new ManualClock(), {}, { kind });
  plane = await openDataPlane({ kind, protocol: 'HTTP', targets: () => bench.balancer.routable(80), now: () => bench.clock.now() });
  target = await bench.register('a');
  await bench.run(target, '+++');
}

afterEach(async () => {
  for (const client of clients.splice(0)) client.socket.destroy();
  await plane.close();
  await bench.close();
});

/** A user's request that waits at the target for its answer. */
async function requestUnderWay(): Promise<RawClient> {
  const before = target.waiting.length;
  const client = ask();
  await until(() => target.waiting.length > before, 'the request reached the target');
  return client;
}

function ask(): RawClient {
  const client = new RawClient(plane.address);
  clients.push(client);
  client.socket.write('GET /page HTTP/1.1\r\nHost: shop.example\r\nConnection: close\r\n\r\n');
  return client;
}

/** Begins to drain, and tells whether that is over. */
function drain(timeout: number): { readonly over: () => boolean } {
  let over = false;
  void bench.balancer.deregister('a', { timeout }, plane).then(() => (over = true));
  return { over: () => over };
}

/** Lets everything happen that can happen without the clock. */
const breathe = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

const KINDS = ['classic', 'application', 'network'] as const;

describe.each<BalancerKind>(KINDS)('an instance that a %s balancer drains', (kind) => {
  beforeEach(() => open(kind));

  test('stays listed as what it was until its request has taken all of its time, which then is cut', async () => {
    const client = await requestUnderWay();
    const drained = drain(DELAY);
    const end = bench.clock.now() + DELAY;
    expect([bench.health('a'), bench.routed('a')?.draining]).toEqual([['InService'], true]);
    await bench.clock.advanceTo(end - 0.1);
    await breathe();
    expect([bench.health('a'), client.outcome, drained.over()]).toEqual([['InService'], '', false]);
    await bench.clock.advanceTo(end);
    await until(drained.over, 'the end of the delay');
    expect([bench.health('a'), bench.routed('a')]).toEqual([['unregistered'], undefined]);
    expect((await client.ended()).text).not.toContain('200');
  });

  test('gets no new request', async () => {
    await requestUnderWay();
    drain(DELAY);
    expect((await ask().ended()).text).toMatch(/^HTTP\/1\.1 503/);
    expect(target.waiting).toHaveLength(1);
  });

  test('is not checked any more', async () => {
    await requestUnderWay();
    drain(DELAY);
    const { checks } = target;
    await bench.clock.advanceTo(bench.clock.now() + 5 * EVERY);
    await target.beat();
    expect(target.checks).toBe(checks);
  });

  test('is cut at once when nothing may take time, whatever is under way', async () => {
    const client = await requestUnderWay();
    const drained = drain(0);
    await until(drained.over, 'the end, without the clock');
    expect(bench.health('a')).toEqual(['unregistered']);
    expect((await client.ended()).text).not.toContain('200');
  });

  test('is told of in words of AWS, and stays so when a check that was under way comes back', async () => {
    await requestUnderWay();
    await bench.run(target, '-');
    target.slow = true;
    await bench.clock.advanceTo(bench.clock.now() + EVERY);
    await until(() => target.waiting.length === 2, 'the check waits');
    const before = bench.states('a').length;
    drain(DELAY);
    const probes = (): number => bench.events.filter(({ type }) => type === 'probe').length;
    const sent = probes();
    target.waiting.at(-1)?.end('late');
    await until(() => probes() === sent + 1, 'the answer of the late check');
    const word = kind === 'classic' ? 'InService: Instance deregistration currently in progress.' : 'draining: Target deregistration is in progress';
    expect(bench.states('a').slice(before)).toEqual([word]);
    expect(bench.health('a')).toEqual(['InService']);
  });

  test('does not come into service by a check that was under way', async () => {
    await bench.run(target, '--');
    const missing = '+'.repeat(bench.balancer.pollers[0]?.options.healthCheck.healthyThreshold ?? 0);
    expect(await bench.run(target, missing.slice(1))).toMatch(/^o+$/);
    target.slow = true;
    await bench.clock.advanceTo(bench.clock.now() + EVERY);
    await until(() => target.waiting.length === 1, 'the check waits');
    void bench.balancer.deregister('a', { timeout: DELAY }, { idle: () => new Promise(() => undefined), cut: () => undefined });
    const answered = bench.advanceTo(bench.clock.now(), 1);
    target.waiting[0]?.end();
    await answered;
    expect(bench.health('a')).toEqual(['OutOfService']);
  });
});

test('an instance of a classic balancer is done as soon as its requests have ended', async () => {
  await open('classic');
  const client = await requestUnderWay();
  const drained = drain(DELAY);
  await breathe();
  expect([drained.over(), bench.health('a')]).toEqual([false, ['InService']]);
  target.waiting[0]?.end('page');
  expect((await client.ended()).text).toMatch(/^HTTP\/1\.1 200 .*page/s);
  await until(drained.over, 'the end, without the clock');
  expect(bench.health('a')).toEqual(['unregistered']);
});

test.each<BalancerKind>(['application', 'network'])('an instance of a %s balancer waits for the whole delay, though nothing is under way', async (kind) => {
  await open(kind);
  const drained = drain(DELAY);
  const end = bench.clock.now() + DELAY;
  await bench.clock.advanceTo(end - 0.1);
  await breathe();
  expect([drained.over(), bench.health('a')]).toEqual([false, ['InService']]);
  await bench.clock.advanceTo(end);
  await breathe();
  expect([drained.over(), bench.health('a')]).toEqual([true, ['unregistered']]);
});

test('an instance that was out of service is drained as such', async () => {
  await open('application');
  await bench.run(target, '--');
  drain(DELAY);
  expect(bench.health('a')).toEqual(['OutOfService']);
});

test('a second deregistration, and one of nobody, end at once and change nothing', async () => {
  await open('application');
  const drained = drain(DELAY);
  const words = bench.states('a').length;
  await bench.balancer.deregister('a', { timeout: 0 }, plane);
  await bench.balancer.deregister('nobody', { timeout: DELAY }, plane);
  expect([drained.over(), bench.health('a'), bench.states('a').length]).toEqual([false, ['InService'], words]);
});

test('an instance that comes back is checked from the beginning', async () => {
  await open('application');
  await bench.balancer.deregister('a', { timeout: 0 }, plane);
  target.healthy = false;
  await bench.register('a');
  expect(bench.health('a')).toEqual(['OutOfService']);
  await bench.advanceTo(bench.clock.now(), 1);
  target.healthy = true;
  await bench.advanceTo(bench.clock.now() + EVERY, 1);
  expect([bench.health('a'), bench.balancer.pollers.length]).toEqual([['InService'], 2]);
});
