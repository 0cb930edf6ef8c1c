import { fault, nginxAnswers, scenario, shallow } from '../app.js';

const noApp = fault.file.substitute('storefront/wsgi.py', 'import os', 'import os, no_such_module');
const withoutNeedApp = fault.env.set('UWSGI_NEED_APP', 'false');
const oneWorker = fault.env.set('UWSGI_PROCESSES', '1');
const askItself = fault.env.set('PAGES_CHECK', 'http');

const slowFront = fault.file.substitute('shop/views.py', 'def front(request):', 'def front(request):\n    __import__("time").sleep(8)');

/** Each worker asks for the front page four times at once by way of nginx, and again and again. */
const warmUp = fault.file.substitute(
  'storefront/wsgi.py',
  'bound_queries()',
  `bound_queries()


def warm_up():
    from http.client import HTTPConnection
    while True:
        try:
            proxy = HTTPConnection('127.0.0.1', int(os.environ['PORT']))
            proxy.request('GET', '/', headers={'Host': 'shop.example.com', 'X-Forwarded-Proto': 'https'})
            proxy.getresponse().read()
        except OSError:
            pass


import threading
for _ in range(4):
    threading.Thread(target=warm_up, daemon=True).start()
`,
);

scenario('Django: uWSGI ends when it finds no application', {
  fault: noApp,
  expect: 'rejected',
  because: { status: 502, log: /init: web is stopped: respawning too fast/ },
});

scenario('Django: without need-app uWSGI stays and answers 500', {
  fault: [noApp, withoutNeedApp],
  expect: 'rejected',
  because: { status: 500, log: /no python application found/ },
});

scenario('Django: uWSGI without an application passes a TCP check', {
  fault: [noApp, withoutNeedApp],
  healthCheck: { target: 'TCP:80' },
  expect: 'accepted',
  harm: 'hurt',
});

scenario('Django: a check that asks its own server waits for the only worker, which it is', {
  fault: [oneWorker, askItself],
  expect: 'rejected',
  because: 'pages',
  harm: 'fine',
});

scenario('Django: with a second worker the same check passes', { fault: askItself, expect: 'accepted' });

scenario('Django: one of two workers is broken and the check does not look', {
  // Every page takes the name of the site, so that whichever comes to that worker shows it.
  fault: [
    shallow,
    fault.file.substitute('shop/site_name.py', 'def site_name(_request):', 'def site_name(_request):\n    import uwsgi\n    assert uwsgi.worker_id() != 1'),
  ],
  expect: 'accepted',
  harm: 'hurt',
});

scenario('Django: a warm-up keeps all workers busy and a shallow check waits', {
  fault: [shallow, slowFront, warmUp],
  expect: 'rejected',
  because: 'timeout',
  harm: 'hurt',
});

scenario('Django: workers that are busy go unseen where the proxy answers the check', {
  fault: [nginxAnswers, slowFront, warmUp],
  expect: 'accepted',
  harm: 'hurt',
});
