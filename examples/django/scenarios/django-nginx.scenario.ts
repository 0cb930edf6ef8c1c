import { fault, nginxAnswers, scenario, shallow } from '../app.js';

const deadApp = fault.file.substitute('storefront/wsgi.py', 'get_wsgi_application()', 'get_wsgi_aplication()');

scenario('Django: nginx is not given a valid file', {
  fault: fault.file.break('deploy/nginx.conf'),
  expect: 'rejected',
  because: { outcome: 'connection-refused', log: /unknown directive|unexpected|invalid/ },
});

scenario('Django: nginx passes requests to a socket that is not there', {
  fault: fault.file.substitute('deploy/nginx.conf', 'run/web.sock', 'run/wbe.sock'),
  expect: 'rejected',
  because: { status: 502, log: /run\/wbe\.sock failed/ },
  harm: 'fine',
});

scenario('Django: nginx answers for a dead shop', { fault: [deadApp, nginxAnswers], expect: 'accepted', harm: 'hurt' });

scenario('Django: nginx keeps the port open for a dead shop and a TCP check', {
  fault: deadApp,
  healthCheck: { target: 'TCP:80' },
  expect: 'accepted',
  harm: 'hurt',
});

scenario('Django: a page for maintenance makes a dead shop look well', {
  fault: [
    deadApp,
    fault.file.substitute('deploy/nginx-server.conf', 'location /static/ {', 'error_page 502 =200 /static/shop/shop.css;\nlocation /static/ {'),
  ],
  expect: 'accepted',
  harm: 'hurt',
});

scenario('Django: only what nginx passes on to visitors is broken', {
  fault: [
    fault.file.substitute('deploy/nginx-server.conf', 'uwsgi_pass unix:run/web.sock;', 'uwsgi_pass unix:run/wbe.sock;'),
    shallow,
  ],
  expect: 'accepted',
  harm: 'hurt',
});

scenario('Django: a check that asks for pages by way of nginx sees that too', {
  fault: [
    fault.file.substitute('deploy/nginx-server.conf', 'uwsgi_pass unix:run/web.sock;', 'uwsgi_pass unix:run/wbe.sock;'),
    fault.env.set('PAGES_CHECK', 'http'),
  ],
  expect: 'rejected',
  because: { check: 'pages', status: 503 },
  harm: 'hurt',
});
