import { fault, nginxAnswers, scenario, shallow } from '../app.js';

scenario('Django: a template is missing', { fault: fault.page.remove('front'), expect: 'rejected', because: 'pages', harm: 'hurt' });

scenario('Django: a template is broken', {
  fault: fault.page.breakTemplate('item'),
  expect: 'rejected',
  because: { check: 'pages', event: /pages.*\/items\// },
  harm: 'hurt',
});

scenario('Django: a template includes one that is not there', { fault: fault.page.throw('front'), expect: 'rejected', because: 'pages', harm: 'hurt' });

scenario('Django: a template is broken and the check does not look', { fault: [fault.page.breakTemplate('front'), shallow], expect: 'accepted', harm: 'hurt' });

scenario('Django: a template is broken and the proxy answers the check', {
  fault: [fault.page.breakTemplate('front'), nginxAnswers],
  expect: 'accepted',
  harm: 'hurt',
});

scenario('Django: the manifest of static files is missing', {
  fault: fault.file.remove('staticfiles/staticfiles.json'),
  expect: 'rejected',
  because: { check: 'pages', log: /staticfiles manifest/ },
  harm: 'hurt',
});

scenario('Django: the manifest of static files is missing and the check does not look', {
  fault: [fault.file.remove('staticfiles/staticfiles.json'), shallow],
  expect: 'accepted',
  harm: 'hurt',
});

scenario('Django: a table that the pages read is missing', {
  fault: fault.database.tableMissing('shop_review'),
  expect: 'rejected',
  because: 'pages',
  harm: 'hurt',
});

scenario('Django: the database is down at boot', {
  fault: fault.database.down(),
  expect: 'rejected',
  because: { status: 502, log: /init: web is stopped: migrate failed/ },
  harm: 'hurt',
});

scenario('Django: the database goes down later', {
  fault: fault.database.down({ onset: 'listening' }),
  expect: 'rejected',
  because: 'database',
  harm: 'hurt',
});

scenario('Django: the database answers no more and the check ends in time', {
  fault: fault.database.hung({ onset: 'listening' }),
  expect: 'rejected',
  because: { check: 'database', status: 503 },
  harm: 'hurt',
});
