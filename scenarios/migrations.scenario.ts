import { fault, scenario } from './app.js';

scenario('no migration was run', { fault: fault.migration.skip(), expect: 'rejected', because: 'migrations' });

scenario('the last migration was not run', {
  fault: fault.migration.skipLast(),
  expect: 'rejected',
  because: 'migrations',
  harm: 'hurt',
});

scenario('a failed migration is seen though the server starts anyway', {
  fault: fault.migration.failing(),
  expect: 'rejected',
  because: { check: 'migrations', log: /no_such_table/ },
});

scenario('a failed migration ends the start where the app is told so', {
  fault: [fault.migration.failing(), fault.env.set('START_AFTER_FAILED_MIGRATION', 'false')],
  expect: 'rejected',
  because: { outcome: 'connection-refused', exitCode: 1, log: /no_such_table/ },
});

scenario('a migration that fails halfway leaves a renamed column', {
  fault: fault.migration.halfApplied({ sql: 'alter table items rename column price_cents to price' }),
  expect: 'rejected',
  because: 'migrations',
  harm: 'hurt',
});

scenario('another instance hangs with the migration lock', {
  fault: fault.migration.lockHeld(),
  expect: 'rejected',
  because: 'connection-refused',
});

scenario('another instance migrates first', { fault: fault.migration.lockHeld({ seconds: 2 }), expect: 'accepted' });

scenario('a long migration that ends in time', { fault: fault.migration.slow({ seconds: 3 }), expect: 'accepted' });

// The table that it makes is still empty, while pages of the control show what the seed put there.
scenario('the last migration is run by the release that brings it', {
  fault: fault.migration.pendingLast(),
  expect: 'accepted',
  harm: 'hurt',
});

scenario('a schema newer than the release passes', { fault: fault.migration.schemaAhead(), expect: 'accepted' });

scenario('a migration that is noted and was not run is seen by the pages alone', {
  fault: fault.migration.fakeApplied(),
  expect: 'rejected',
  because: 'pages',
  harm: 'hurt',
});

scenario('without a check of pages a migration that is noted and was not run passes', {
  fault: [fault.env.set('HEALTH_PAGES', 'none'), fault.migration.fakeApplied()],
  expect: 'accepted',
  harm: 'hurt',
});
