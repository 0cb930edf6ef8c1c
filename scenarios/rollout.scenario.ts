import { fault, scenario } from './app.js';

const quick = { interval: 5, timeout: 2, healthyThreshold: 2, unhealthyThreshold: 2 } as const;

scenario.each(['classic', 'application', 'network'] as const)('a good release takes over behind a $0 balancer and no request is lost', (balancer) => ({
  old: 2,
  instances: 2,
  balancer,
  expect: 'accepted',
  users: { errors: 0 },
  oldFleet: 'gone',
}));

scenario('a broken release leaves the old fleet as it is', {
  old: 2,
  instances: 2,
  fault: fault.page.throw('item'),
  expect: 'rejected',
  because: 'pages',
  users: { errors: 0 },
  oldFleet: 'untouched',
});

scenario('one bad instance of three holds the rollout up', {
  old: 2,
  instances: 3,
  faulty: 1,
  fault: fault.page.throw('item'),
  group: { healthCheckType: 'EC2' },
  expect: 'rejected',
  because: 'pages',
  replacements: 0,
  oldFleet: 'untouched',
});

scenario('one bad instance of three is replaced where the group listens to the balancer', {
  old: 2,
  instances: 3,
  faulty: 1,
  fault: fault.page.throw('item'),
  healthCheck: quick,
  group: { healthCheckType: 'ELB', gracePeriod: 0 },
  deadline: '5m',
  expect: 'accepted',
  replacements: 1,
  oldFleet: 'gone',
});

scenario('one lucky poll accepts a canary that fails every other check afterwards', {
  old: 1,
  fault: fault.request.status({ status: 503, after: 2 }),
  healthCheck: quick,
  bake: '2m',
  expect: 'accepted',
  users: { errors: { atLeast: 1 } },
});

scenario('a flapping instance never comes into service', {
  old: 1,
  fault: fault.request.status({ status: 503, every: 2 }),
  expect: 'rejected',
  because: { status: 503 },
  oldFleet: 'untouched',
});

scenario('a grace period shorter than the boot ends every canary before it serves', {
  old: 1,
  fault: fault.process.listenLate({ seconds: 8 }),
  healthCheck: quick,
  group: { healthCheckType: 'ELB', gracePeriod: 0, healthCheckPeriod: 5, neverHealthy: 'replace' },
  deadline: '25s',
  expect: 'rejected',
  because: 'connection-refused',
  replacements: { atLeast: 1 },
  oldFleet: 'untouched',
});

scenario('a grace period longer than the boot lets the same canary come', {
  old: 1,
  fault: fault.process.listenLate({ seconds: 8 }),
  healthCheck: quick,
  group: { healthCheckType: 'ELB', gracePeriod: '1m', healthCheckPeriod: 5, neverHealthy: 'replace' },
  expect: 'accepted',
  replacements: 0,
});

scenario('what never was healthy is kept where AWS does as its pages say', {
  old: 1,
  fault: fault.page.throw('front'),
  healthCheck: quick,
  group: { healthCheckType: 'ELB', gracePeriod: 0, healthCheckPeriod: 5, neverHealthy: 'keep' },
  expect: 'rejected',
  because: 'pages',
  replacements: 0,
});

scenario('all at once, a good release leaves users alone for a while', {
  old: 2,
  instances: 2,
  rollout: 'all-at-once',
  expect: 'accepted',
  users: { errors: { atLeast: 1 } },
  oldFleet: 'gone',
});

scenario('all at once, a broken release leaves nobody', {
  old: 2,
  rollout: 'all-at-once',
  fault: fault.env.unset('SECRET_KEY'),
  expect: 'rejected',
  because: { exitCode: 1, log: /SECRET_KEY/ },
  users: { errors: { atLeast: 1 } },
  oldFleet: 'gone',
});
