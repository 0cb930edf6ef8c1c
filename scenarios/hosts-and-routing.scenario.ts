import { fault, scenario } from './app.js';

scenario('the private address is not among the allowed hosts', {
  fault: fault.env.set('PRIVATE_ADDRESS_FROM', 'none'),
  expect: 'rejected',
  because: { status: 400 },
  harm: 'fine',
});

scenario('the metadata service cannot be reached at boot', {
  fault: fault.env.set('AWS_EC2_METADATA_SERVICE_ENDPOINT', 'http://127.0.0.1:9'),
  expect: 'rejected',
  because: { status: 400, log: /private address is unknown/ },
  harm: 'fine',
});

scenario('the app redirects its own health path to https', {
  fault: fault.env.set('HEALTH_REDIRECT_EXEMPT', 'false'),
  expect: 'rejected',
  because: { status: 301 },
  harm: 'fine',
});

scenario('a proxy redirects the health path to https', {
  fault: fault.request.redirected(),
  expect: 'rejected',
  because: 'response-code-mismatch',
  harm: 'fine',
});

scenario('a redirected check passes behind a network balancer', {
  fault: fault.request.redirected(),
  balancer: 'network',
  expect: 'accepted',
});

scenario('a proxy knows only the public host', {
  fault: fault.request.hostNotAllowed(),
  expect: 'rejected',
  because: { outcome: 'response-code-mismatch', status: 400 },
  harm: 'fine',
});

scenario('the health path needs a login', { fault: fault.request.auth(), expect: 'rejected', because: { status: 401 } });

scenario('a firewall refuses the health checker', {
  fault: fault.request.userAgentFiltered('ELB-HealthChecker/1'),
  expect: 'rejected',
  because: { status: 403 },
  harm: 'fine',
});

scenario('the same firewall rule lets the application balancer in', {
  fault: fault.request.userAgentFiltered('ELB-HealthChecker/1'),
  balancer: 'application',
  expect: 'accepted',
});

scenario('a rate limit counts the check', {
  fault: fault.request.rateLimited({ requests: 1, seconds: 60 }),
  expect: 'rejected',
  because: { status: 429 },
});

scenario('the app listens on loopback alone', {
  fault: fault.request.loopbackOnly(),
  expect: 'rejected',
  because: 'connection-refused',
});

scenario('tokens of the metadata service have expired when the app asks for its address', {
  fault: fault.metadata.tokensExpired(),
  expect: 'rejected',
  because: { status: 400, log: /private address is unknown/ },
  harm: 'fine',
});

scenario('the metadata service is disabled', { fault: fault.metadata.disabled(), expect: 'rejected', because: { status: 400 }, harm: 'fine' });

scenario('the metadata service never answers', { fault: fault.metadata.silent(), expect: 'rejected', because: { status: 400 }, harm: 'fine' });

scenario('the metadata service is slow', { fault: fault.metadata.slow({ seconds: 0.2 }), expect: 'accepted' });

scenario('the metadata service requires tokens', { fault: fault.metadata.tokensRequired(), expect: 'accepted' });

scenario('the check asks by HEAD', {
  fault: fault.request.askedOtherwise({ method: 'HEAD' }, 'the check asks by HEAD'),
  expect: 'accepted',
});
