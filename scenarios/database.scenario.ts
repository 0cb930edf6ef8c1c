import { fault, scenario } from './app.js';

scenario('the database is down at boot', { fault: fault.database.down(), expect: 'rejected', because: 'database', harm: 'hurt' });

scenario('the database goes down after the first good check', {
  fault: fault.database.down({ onset: 'passing' }),
  expect: 'rejected',
  because: 'database',
});

scenario('the database is back after some seconds', {
  fault: fault.database.down({ onset: 'passing', lasts: 3 }),
  expect: 'accepted',
});

scenario('the database hangs', { fault: fault.database.hung({ onset: 'listening' }), expect: 'rejected', because: 'database' });

scenario('the database resets connections', { fault: fault.database.reset(), expect: 'rejected', because: 'database' });

scenario('database connections break in the middle of a login', {
  fault: fault.database.cut({ bytes: 30 }),
  expect: 'rejected',
  because: 'database',
});

scenario('the database is a little far away', { fault: fault.database.slow({ latencyMs: 10 }), expect: 'accepted' });

scenario('the database is slower than the check waits', {
  fault: fault.database.slow({ latencyMs: 900, onset: 'listening' }),
  expect: 'rejected',
  because: 'database',
});

scenario('the database has no connection left', {
  fault: fault.database.connectionsExhausted({ onset: 'listening' }),
  expect: 'rejected',
  because: 'database',
});

scenario('the password is rotated under a running instance', {
  fault: fault.database.passwordRotated({ onset: 'passing' }),
  expect: 'rejected',
  because: 'database',
});

scenario('the password is wrong', { fault: fault.database.wrongPassword(), expect: 'rejected', because: { check: 'database', status: 503 } });

scenario('the name of the database is wrong', { fault: fault.database.wrongName(), expect: 'rejected', because: 'database' });

scenario('the port of the database is wrong', { fault: fault.database.wrongPort(), expect: 'rejected', because: 'database' });

scenario('a table that a page reads is missing', {
  fault: fault.database.tableMissing('reviews'),
  expect: 'rejected',
  because: 'pages',
  harm: 'hurt',
});

scenario('a table that only the form writes is missing', {
  fault: fault.database.tableMissing('orders'),
  expect: 'accepted',
  harm: 'hurt',
});

scenario('a database that cannot be written to passes the check', {
  fault: fault.database.readOnly({ onset: 'listening' }),
  expect: 'accepted',
  harm: 'hurt',
});

scenario('the host of the database does not resolve', { fault: fault.database.wrongHost(), expect: 'rejected', because: 'database' });

scenario('a table that a page reads is dropped', {
  fault: fault.database.tableDropped('reviews'),
  expect: 'rejected',
  because: 'pages',
  harm: 'hurt',
});
