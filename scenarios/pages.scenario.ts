import { fault, scenario } from './app.js';

scenario('the template of a page is missing', { fault: fault.page.remove('item'), expect: 'rejected', because: 'pages', harm: 'hurt' });

scenario('a page is blank', { fault: fault.page.blank('front'), expect: 'rejected', because: 'pages', harm: 'hurt' });

scenario('a template does not compile', { fault: fault.page.breakTemplate('front'), expect: 'rejected', because: 'pages' });

scenario('a page throws', { fault: fault.page.throw('item'), expect: 'rejected', because: { check: 'pages', status: 503 } });

scenario('a page is not found', { fault: fault.page.notFound('item'), expect: 'rejected', because: 'pages' });

scenario('a page takes longer than the check waits for it', {
  fault: fault.page.slow('front', { seconds: 6 }),
  expect: 'rejected',
  because: 'pages',
});

scenario('the manifest of the assets is missing', {
  fault: fault.file.remove('assets/manifest.json'),
  expect: 'rejected',
  because: { check: 'pages', log: /manifest/ },
});

scenario('the manifest of the assets is broken', {
  fault: fault.file.break('assets/manifest.json'),
  expect: 'rejected',
  because: 'pages',
});

scenario('a page that the check never asks for throws', {
  fault: fault.page.throw('thanks'),
  expect: 'accepted',
  harm: 'hurt',
});

scenario('pages without their frame pass the check', {
  fault: fault.file.replace('views/partials/top.ejs', '<p>lorem ipsum</p>\n'),
  expect: 'accepted',
  harm: 'hurt',
});
