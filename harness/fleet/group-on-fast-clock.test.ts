import { clockOf } from '../model/clock.js';
import { wallNow, wallSleep } from '../model/wall-clock.js';
import { AutoScalingGroup, type GroupEvent } from './auto-scaling-group.js';
import { BenchInstance } from './fleet-bench.testing.js';

test('looking does not keep a fast clock from skipping, and launching does', async () => {
  const clock = clockOf('fast');
  const events: GroupEvent[] = [];
  let launches = 0;
  const group = new AutoScalingGroup({ name: 'web', minSize: 1, maxSize: 1, healthCheckGracePeriod: 300, healthCheckType: 'ELB', neverHealthy: 'replace' }, 'v1', {
    clock,
    launch: async (release) => {
      await wallSleep(0.05);
      launches += 1;
      return new BenchInstance(`i-${launches}`, release);
    },
    balancers: new Map([['lb', { register: () => undefined, deregister: () => Promise.resolve(), healthOf: () => 'OutOfService' }]]),
    onEvent: (event) => events.push(event),
  });
  const began = wallNow();
  group.start();
  expect(await clock.sleepUntil(1000)).toBe(true);
  await group.stop({ terminate: true });
  clock.stop();
  // Three graces of 300 s have passed, each with a launch that was lived through.
  expect(launches).toBe(4);
  expect(wallNow() - began).toBeLessThan(30);
  expect(clock.skipped()).toBeGreaterThan(900);
  const spans = events.flatMap((event) => (event.type === 'activity-ended' && event.activity.kind === 'launch' ? [event.at - event.activity.startedAt] : []));
  expect(spans).toHaveLength(4);
  for (const span of spans) expect(span).toBeLessThan(5);
});
