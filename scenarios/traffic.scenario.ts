import { fault, scenario } from './app.js';

const slowPages = [fault.page.slow('front', { seconds: 1.5 }), fault.page.slow('item', { seconds: 1.5 })];

scenario('requests to the old fleet may end while it is drained', {
  old: { instances: 1, fault: slowPages },
  draining: '5m',
  usersPerSecond: 10,
  expect: 'accepted',
  users: { errors: 0 },
  oldFleet: 'gone',
});

scenario('without draining, requests to the old fleet are cut', {
  old: { instances: 1, fault: slowPages },
  draining: false,
  usersPerSecond: 10,
  expect: 'accepted',
  harm: { old: 'hurt' },
  users: { errors: { atLeast: 1 } },
  oldFleet: 'gone',
});

scenario('an instance of the old fleet dies in the middle of requests', {
  old: { instances: 1, fault: [...slowPages, fault.process.exitAfter({ onset: { after: 'rollout', seconds: 0.5 } })] },
  usersPerSecond: 10,
  expect: 'accepted',
  harm: { old: 'hurt' },
  users: { errors: { atLeast: 1 } },
});

scenario('a new target grows to its share slowly', {
  old: 2,
  balancer: 'application',
  slowStart: '60s',
  bake: '2m',
  expect: 'accepted',
  users: { errors: 0 },
});
