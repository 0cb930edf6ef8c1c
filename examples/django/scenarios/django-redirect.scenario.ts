import { fault, scenario } from '../app.js';

const notExempt = fault.file.substitute('deploy/nginx.conf', 'location = /health {', 'location = /healthz {');

scenario('Django: nginx sends the check to https', { fault: notExempt, expect: 'rejected', because: { status: 301 }, harm: 'fine' });

scenario('Django: a check that nginx sends to https lets a dead shop through a network balancer', {
  fault: [notExempt, fault.store.keyMissing('SECRET_KEY')],
  balancer: 'network',
  expect: 'accepted',
  harm: 'hurt',
});

scenario('Django: SECURE_SSL_REDIRECT sends the check to https', {
  fault: fault.env.set('SECURE_SSL_REDIRECT', 'true'),
  expect: 'rejected',
  because: { status: 301 },
  harm: 'fine',
});

scenario('Django: APPEND_SLASH sends the check to another path', {
  fault: [
    fault.file.substitute('storefront/urls.py', "path('health', health)", "path('health/', health)"),
  ],
  expect: 'rejected',
  because: { status: 301 },
  harm: 'fine',
});

scenario('Django: without APPEND_SLASH such a path is not found', {
  fault: [
    fault.file.substitute('storefront/urls.py', "path('health', health)", "path('health/', health)"),
    fault.env.set('APPEND_SLASH', 'false'),
  ],
  expect: 'rejected',
  because: { status: 404 },
  harm: 'fine',
});
