import { fault, scenario } from './app.js';

scenario('a shallow check lets a release without a database through', {
  fault: [fault.env.set('HEALTH_MODE', 'shallow'), fault.database.down({ onset: 'listening' })],
  expect: 'accepted',
  harm: 'hurt',
});

scenario('without a check of migrations and pages an old schema gets through', {
  fault: [fault.env.set('HEALTH_MIGRATIONS', 'none'), fault.env.set('HEALTH_PAGES', 'none'), fault.migration.skipLast()],
  expect: 'accepted',
  harm: 'hurt',
});

scenario('without a check of pages a page that throws gets through', {
  fault: [fault.env.set('HEALTH_PAGES', 'none'), fault.page.throw('front')],
  expect: 'accepted',
  harm: 'hurt',
});

scenario('a pooled check does not see a rotated password while its connection lives', {
  fault: [
    fault.env.set('HEALTH_DATABASE', 'pooled'),
    fault.env.set('DATABASE_POOL_MAX', '1'),
    fault.database.passwordRotated({ onset: 'passing' }),
  ],
  expect: 'accepted',
});

scenario('a connect is all that a TCP check sees of a stopped process', {
  fault: fault.process.stop(),
  healthCheck: { target: 'TCP:80' },
  expect: 'accepted',
  harm: 'hurt',
});

scenario('one missed poll is forgiven', {
  fault: fault.request.status({ status: 500, after: 1, times: 1 }),
  deadline: '80s',
  expect: 'accepted',
});

scenario('an answer slower than the timeout', {
  fault: fault.request.slowAnswer({ seconds: 6 }),
  expect: 'rejected',
  because: 'timeout',
  harm: 'fine',
});

scenario('a slow answer within the timeout', { fault: fault.request.slowAnswer({ seconds: 2 }), expect: 'accepted' });

scenario('an answer of 204 is refused by a classic balancer', {
  fault: fault.request.noContent(),
  expect: 'rejected',
  because: { outcome: 'response-code-mismatch', status: 204 },
  harm: 'fine',
});

scenario('an answer of 204 passes where the matcher names it', {
  fault: fault.request.noContent(),
  balancer: 'application',
  healthCheck: { matcher: '200,204' },
  expect: 'accepted',
});

scenario('a body without a length is refused by a classic balancer', {
  fault: fault.request.missingLength(),
  expect: 'rejected',
  because: 'unframed-body',
  harm: 'fine',
});

scenario('the check asks for a path that is not there', {
  fault: fault.request.wrongPath('/healthz'),
  expect: 'rejected',
  because: { status: 301 },
  harm: 'fine',
});

scenario('the check asks at a port that nothing listens on', {
  fault: fault.request.wrongPort(81),
  expect: 'rejected',
  because: 'connection-refused',
  harm: 'fine',
});
