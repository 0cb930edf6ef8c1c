import { fault, scenario } from './app.js';

const healthCheck = { interval: 5, timeout: 2, healthyThreshold: 2, unhealthyThreshold: 2 } as const;
const group = { healthCheckType: 'ELB', gracePeriod: 0, healthCheckPeriod: 5 } as const;

scenario('an instance refresh replaces a fleet and no request is lost', {
  old: 2,
  instances: 2,
  rollout: { policy: 'instance-refresh', minHealthyPercentage: 50, instanceWarmup: 10 },
  healthCheck,
  group,
  deadline: '10m',
  expect: 'accepted',
  users: { errors: 0 },
  oldFleet: 'gone',
});

scenario('an instance refresh waits at its checkpoint', {
  old: 2,
  instances: 2,
  rollout: { policy: 'instance-refresh', minHealthyPercentage: 50, instanceWarmup: 10, checkpointPercentages: [50, 100], checkpointDelay: 120, bakeTime: 60 },
  healthCheck,
  group,
  deadline: '15m',
  expect: 'accepted',
  users: { errors: 0 },
});

scenario('a refused refresh is stopped and leaves half of the old fleet', {
  old: 2,
  instances: 2,
  rollout: { policy: 'instance-refresh', minHealthyPercentage: 50, instanceWarmup: 10 },
  fault: fault.page.throw('item'),
  healthCheck,
  group: { ...group, healthCheckType: 'ELB' },
  deadline: '1m',
  expect: 'rejected',
  because: 'pages',
  oldFleet: 'changed',
});

scenario('an instance refresh that gets nowhere for an hour is rolled back', {
  old: 2,
  instances: 2,
  rollout: { policy: 'instance-refresh', minHealthyPercentage: 50, instanceWarmup: 10, autoRollback: true },
  fault: fault.page.throw('item'),
  healthCheck: { interval: 60, timeout: 5, healthyThreshold: 2, unhealthyThreshold: 2 },
  group: { healthCheckType: 'ELB', gracePeriod: '2h', healthCheckPeriod: 60 },
  deadline: '3h',
  expect: 'rejected',
  because: 'pages',
  users: { errors: 0 },
  oldFleet: 'changed',
});

scenario('an instance refresh of a group that asks EC2 alone lets a broken release in', {
  old: 2,
  instances: 2,
  rollout: { policy: 'instance-refresh', minHealthyPercentage: 50, instanceWarmup: 10 },
  fault: fault.page.throw('item'),
  healthCheck,
  group: { healthCheckType: 'EC2' },
  deadline: '10m',
  expect: 'accepted',
  harm: 'hurt',
  oldFleet: 'gone',
});
