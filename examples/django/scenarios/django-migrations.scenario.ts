import { fault, scenario, shallow } from '../app.js';

scenario('Django: the last migration was not run', {
  fault: fault.migration.skipLast(),
  expect: 'rejected',
  because: { check: 'migrations', status: 503, event: /migrations.*shop\.0003_reviews/ },
  harm: 'hurt',
});

scenario('Django: no migration was run', { fault: fault.migration.skip(), expect: 'rejected', because: 'migrations', harm: 'hurt' });

scenario('Django: without a check of migrations an old schema gets through', {
  fault: [fault.migration.skipLast(), shallow],
  expect: 'accepted',
  harm: 'hurt',
});

scenario('Django: a migration fails and no server is started', {
  fault: fault.migration.failing(),
  expect: 'rejected',
  because: { status: 502, log: /init: web is stopped: migrate failed/ },
});

scenario('Django: a migration that fails halfway leaves a renamed column', {
  fault: fault.migration.halfApplied({ sql: 'alter table shop_item rename column stock to in_stock' }),
  expect: 'rejected',
  because: { status: 502, log: /migrate: .*no_such_table/ },
});

scenario('Django: two migrations are the last one', {
  fault: fault.migration.conflicting(),
  expect: 'rejected',
  because: { status: 502, log: /migrate: .*[Cc]onflicting migrations/ },
});

scenario('Django: two last migrations are seen by the check where nobody migrates at boot', {
  fault: [fault.migration.conflicting(), fault.env.set('MIGRATE_ON_START', 'false')],
  expect: 'rejected',
  because: { check: 'migrations', log: /conflicting leaf nodes/ },
  harm: 'fine',
});

scenario('Django: a migration was only said to be applied', {
  fault: fault.migration.fakeApplied(),
  expect: 'rejected',
  because: { check: 'pages', status: 503 },
  harm: 'hurt',
});

scenario('Django: without a check of pages a migration that was only said to be applied gets through', {
  fault: [fault.migration.fakeApplied(), shallow],
  expect: 'accepted',
  harm: 'hurt',
});

scenario('Django: a long migration that ends in time', { fault: fault.migration.slow({ seconds: 3 }), expect: 'accepted' });

scenario('Django: another instance migrates first', {
  fault: fault.migration.lockHeld({ seconds: 3 }),
  expect: 'accepted',
});

scenario('Django: a schema newer than the release passes', { fault: fault.migration.schemaAhead(), expect: 'accepted' });

scenario('Django: two instances find a migration to be applied', {
  instances: 2,
  fault: fault.migration.further({ sql: "select pg_sleep(1); create table shop_coupon (code text)" }),
  expect: 'accepted',
});
