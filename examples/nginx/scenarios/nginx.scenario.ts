import { fault, scenario } from '../app.js';

const withoutSecret = fault.env.unset('SECRET_KEY');
/** A slip that no check of the configuration finds: the check's path falls to the pages, which are redirected. */
const notExempt = fault.file.substitute('front/nginx.conf', 'location = /health ', 'location = /healthz ');

scenario('behind nginx a good release is accepted', { expect: 'accepted' });

scenario('nginx answers 502 for a shop that refuses to boot', {
  fault: withoutSecret,
  expect: 'rejected',
  because: { status: 502, log: /front: the shop is stopped with exit code 1/ },
});

scenario('a health check that nginx answers itself lets a shop through that refuses to boot', {
  fault: [fault.env.set('NGINX_CONF', 'nginx-answers.conf'), withoutSecret],
  expect: 'accepted',
  harm: 'hurt',
});

scenario('a health check that nginx redirects to https is refused by a classic balancer', {
  fault: notExempt,
  expect: 'rejected',
  because: { status: 301 },
  harm: 'fine',
});

scenario('a health check that nginx redirects to https lets a shop that refuses to boot through a network balancer', {
  balancer: 'network',
  fault: [notExempt, fault.env.unset('SECRET_KEY')],
  expect: 'accepted',
  harm: 'hurt',
});

scenario('a page throws behind nginx', { fault: fault.page.throw('item'), expect: 'rejected', because: 'pages', harm: 'hurt' });

scenario('nginx does not start with a broken configuration', {
  fault: fault.file.break('front/nginx.conf'),
  expect: 'rejected',
  because: 'connection-refused',
  harm: 'hurt',
});
