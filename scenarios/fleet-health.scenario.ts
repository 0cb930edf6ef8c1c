import { fault, scenario } from './app.js';

const healthCheck = { interval: 5, timeout: 2, healthyThreshold: 2, unhealthyThreshold: 2 } as const;

/** A check that hangs on something that no page needs: from some check on it fails, and users are well. */
const optionalDependencyDown = fault.request.status({ status: 503, after: 6 });

scenario('a check that is too deep leaves users with nobody behind a classic balancer', {
  old: { instances: 2, fault: optionalDependencyDown },
  fault: fault.request.status({ status: 503 }),
  healthCheck,
  group: { healthCheckType: 'EC2' },
  expect: 'rejected',
  because: { status: 503 },
  users: { errors: { atLeast: 1 } },
  oldFleet: 'untouched',
});

scenario('the same check behind an application balancer fails open and users notice nothing', {
  old: { instances: 2, fault: optionalDependencyDown },
  fault: fault.request.status({ status: 503 }),
  balancer: 'application',
  healthCheck,
  group: { healthCheckType: 'EC2' },
  expect: 'rejected',
  because: { status: 503 },
  users: { errors: 0 },
  oldFleet: 'untouched',
});

scenario('a group that listens to a check too deep ends the fleet that served', {
  old: { instances: 2, fault: optionalDependencyDown },
  fault: fault.request.status({ status: 503 }),
  healthCheck,
  group: { healthCheckType: 'ELB', gracePeriod: 0, healthCheckPeriod: 5 },
  expect: 'rejected',
  because: { status: 503 },
  users: { errors: { atLeast: 1 } },
  oldFleet: 'changed',
});

scenario.each(['classic', 'application'] as const)('the shared database goes down behind a $0 balancer', (balancer) => ({
  old: { instances: 2, fault: fault.database.down({ onset: { after: 'rollout', seconds: 1 } }) },
  fault: fault.database.down(),
  balancer,
  healthCheck,
  group: { healthCheckType: 'EC2' },
  expect: 'rejected',
  because: 'database',
  harm: { old: 'hurt' },
  users: { errors: { atLeast: 1 } },
  oldFleet: 'untouched',
}));

scenario('a check for the very schema ends the old fleet once the canary has migrated', {
  old: { instances: 2, fault: fault.env.set('HEALTH_MIGRATIONS', 'exact') },
  fault: [fault.migration.further({ sql: 'alter table items add column weight_grams integer' }), fault.page.throw('item')],
  healthCheck,
  group: { healthCheckType: 'ELB', gracePeriod: 0, healthCheckPeriod: 5 },
  expect: 'rejected',
  because: 'pages',
  users: { errors: { atLeast: 1 } },
  oldFleet: 'changed',
});

const oneGoesBad = fault.process.stop({ onset: { after: 'accepted', seconds: 30 } });

scenario('a group that asks EC2 alone keeps an instance that serves nobody', {
  old: 1,
  instances: 2,
  faulty: 1,
  fault: oneGoesBad,
  healthCheck,
  group: { healthCheckType: 'EC2' },
  bake: '3m',
  expect: 'accepted',
  harm: 'hurt',
  replacements: 0,
});

scenario('a group that asks the balancer replaces it', {
  old: 1,
  instances: 2,
  faulty: 1,
  fault: oneGoesBad,
  healthCheck,
  group: { healthCheckType: 'ELB', gracePeriod: 0, healthCheckPeriod: 5 },
  bake: '3m',
  expect: 'accepted',
  harm: 'hurt',
  replacements: 1,
});

scenario('the password is rotated after the canary was accepted, and a check that logs in anew takes all of it out', {
  old: 1,
  fault: fault.database.passwordRotated({ onset: { after: 'accepted', seconds: 60 } }),
  bake: '5m',
  group: { healthCheckType: 'EC2' },
  expect: 'accepted',
  harm: 'fine',
  users: { errors: { atLeast: 1 } },
});

scenario('the database stops after the canary was accepted', {
  old: 1,
  fault: fault.database.down({ onset: { after: 'accepted', seconds: 60 } }),
  bake: '5m',
  group: { healthCheckType: 'EC2' },
  expect: 'accepted',
  harm: 'hurt',
});

scenario('the canary leaks connections until none is left', {
  old: 1,
  fault: fault.database.connectionsExhausted({ onset: { after: 'accepted', seconds: 60 } }),
  bake: '5m',
  group: { healthCheckType: 'EC2' },
  expect: 'accepted',
  harm: 'hurt',
});
