import { defineApp, defineAppFrom, defineConfig, type ScenarioOptions } from './index.js';

/**
 * What must compile, and what must not: each line below a `@ts-expect-error` is an error, and the type check of the
 * project, which is one of its tests, fails when one of them is none any more. Nothing here runs.
 */
export function neverRun(): void {
  const { app, scenario, fault } = defineApp({
    name: 'till',
    folder: '.',
    command: ['node', 'server.js'],
    env: { GREETING: 'hello', SECRET_KEY: 'x', CACHE_URL: 'redis://cache' },
    port: { setting: 'PORT', instancePort: 80 },
    publicHost: 'till.example.com',
    database: { setting: 'DATABASE_URL', tables: ['items'] },
    templates: 'ejs',
    pages: { front: { template: 'front.ejs' } },
    users: [{ name: 'front', method: 'GET', path: '/', headers: {} }],
    keyValueStore: { setting: 'STORE', prefix: 'till', holds: ['SECRET_KEY', 'DATABASE_URL'] },
    dependencies: [{ setting: 'CACHE_URL', optional: true }],
    checks: { database: {}, pages: { needs: ['database'] } },
    healthCheck: { target: 'HTTP:80/health', interval: 15, timeout: 5, healthyThreshold: 2, unhealthyThreshold: 10 },
  });

  const other = defineApp({
    ...app,
    env: { GREETING: 'hello' },
    database: { setting: 'PG_URL', tables: ['items'] },
    keyValueStore: { setting: 'STORE', prefix: 'till', holds: ['GREETING', 'PG_URL'] },
    pages: {},
    checks: {},
  });
  defineApp({ ...app, pages: {}, audit: { ignore: [{ mutant: 'hang:process', reason: 'known' }], gracePeriod: '5m', readChecks: (body) => ({ database: body === '' }) } });
  // @ts-expect-error a reason is missing
  defineApp({ ...app, pages: {}, audit: { ignore: [{ mutant: 'hang:process' }] } });
  other.fault.env.garble('PG_URL');
  other.fault.store.keyMissing('PG_URL');
  // @ts-expect-error its database's setting has another name
  other.fault.env.garble('DATABASE_URL');

  scenario('right', { expect: 'accepted', harm: 'hurt', fault: [fault.env.unset('GREETING'), fault.page.throw('front')] });
  scenario('right', { expect: 'rejected', because: 'database', fault: fault.database.tableMissing('items') });
  scenario('right', { expect: 'rejected', because: { check: 'pages', outcome: 'timeout', status: 503, exitCode: 1, log: /x/, event: /x/ } });
  scenario('right', { expect: 'rejected', because: 'connection-refused', deadline: '1.5m', pace: 'realtime' });
  scenario('right', { old: 2, expect: 'accepted', harm: { canary: 'hurt', old: 'fine' }, users: { errors: { atLeast: 1 } }, oldFleet: 'gone' });
  scenario('right', { old: { instances: 1, fault: fault.process.stop() }, rollout: 'all-at-once', draining: false, expect: 'rejected', because: 'pages', replacements: 0 });
  scenario('right', { old: 2, rollout: { policy: 'instance-refresh', minHealthyPercentage: 50 }, group: { gracePeriod: '1m', suspended: ['Terminate'] }, bake: '5m', expect: 'accepted', harm: 'hurt' });
  scenario.each(app.settings)('right without $0', (setting) => ({ fault: fault.env.unset(setting), expect: 'accepted' }));
  fault.env.set('A_SETTING_THAT_ONLY_THE_FAULT_GIVES', 'x');
  fault.env.garble('DATABASE_URL');
  fault.store.keyMissing('DATABASE_URL');
  fault.dependency.slow('CACHE_URL', { latencyMs: 30, onset: 'listening' });
  fault.store.changed('SECRET_KEY', undefined, { onset: { after: 'accepted', seconds: 2 } });

  // @ts-expect-error the setting names no server that the app depends on
  fault.dependency.down('GREETING');
  // @ts-expect-error a dropped table does not come back
  fault.database.tableDropped('items', { lasts: 3 });
  // @ts-expect-error the app keeps this setting in its environment
  fault.store.keyMissing('GREETING');
  // @ts-expect-error a change has a moment
  fault.store.changed('SECRET_KEY', 'y');

  // @ts-expect-error a rejection says why
  scenario('wrong', { expect: 'rejected' });
  // @ts-expect-error an acceptance has no reason
  scenario('wrong', { expect: 'accepted', because: 'database' });
  // @ts-expect-error the verdict is one of two
  scenario('wrong', { expect: 'refused', because: 'database' });
  // @ts-expect-error there must be a verdict
  scenario('wrong', { fault: fault.process.stop() });
  // @ts-expect-error the app has no such check
  scenario('wrong', { expect: 'rejected', because: 'databse' });
  // @ts-expect-error the app has no such check
  scenario('wrong', { expect: 'rejected', because: { check: 'disk' } });
  // @ts-expect-error a passed check refuses nothing
  scenario('wrong', { expect: 'rejected', because: 'passed' });
  // @ts-expect-error there is no such fact
  scenario('wrong', { expect: 'rejected', because: { statusCode: 503 } });
  // @ts-expect-error an event is matched by a pattern
  scenario('wrong', { expect: 'rejected', because: { event: 'x' } });
  // @ts-expect-error there is no such setting of a scenario
  scenario('wrong', { expect: 'accepted', faults: [] });
  // @ts-expect-error there is no such setting of a health check
  scenario('wrong', { expect: 'accepted', healthCheck: { intervall: 5 } });
  // @ts-expect-error a duration has a unit
  scenario('wrong', { expect: 'accepted', deadline: '80' });
  // @ts-expect-error users are fine or hurt
  scenario('wrong', { expect: 'accepted', harm: 'none' });
  // @ts-expect-error a policy means nothing without an old fleet
  scenario('wrong', { expect: 'accepted', rollout: 'all-at-once' });
  // @ts-expect-error so do users of the balancer
  scenario('wrong', { expect: 'accepted', users: { errors: 0 } });
  // @ts-expect-error and harm of the old fleet
  scenario('wrong', { expect: 'accepted', harm: { old: 'hurt' } });
  // @ts-expect-error there is no such policy
  scenario('wrong', { old: 2, expect: 'accepted', rollout: 'blue-green' });
  // @ts-expect-error only a refresh has preferences
  scenario('wrong', { old: 2, expect: 'accepted', rollout: { policy: 'all-at-once', bakeTime: 60 } });
  // @ts-expect-error there is no such setting of a group
  scenario('wrong', { old: 2, expect: 'accepted', group: { grace: '5m' } });
  // @ts-expect-error there is no such process of a group
  scenario('wrong', { old: 2, expect: 'accepted', group: { suspended: ['Heal'] } });
  // @ts-expect-error draining takes a time, or is off
  scenario('wrong', { old: 2, expect: 'accepted', draining: true });
  // @ts-expect-error users' errors are so many, or at least so many
  scenario('wrong', { old: 2, expect: 'accepted', users: { errors: { atMost: 1 } } });
  // @ts-expect-error the old fleet is untouched, gone or changed
  scenario('wrong', { old: 2, expect: 'accepted', oldFleet: 'drained' });
  // @ts-expect-error an old fleet has a number of instances
  scenario('wrong', { old: { fault: fault.process.stop() }, expect: 'accepted' });
  // @ts-expect-error beside an old fleet, too, a rejection says why
  scenario('wrong', { old: 2, expect: 'rejected' });
  // @ts-expect-error a skipped scenario has a reason
  scenario.skip('wrong', { expect: 'accepted' });

  // @ts-expect-error the app is not given this setting
  fault.env.unset('GRETING');
  // @ts-expect-error the app is not given the second one
  fault.env.swap('GREETING', 'SECRET');
  // @ts-expect-error the app has no such page
  fault.page.throw('cart');
  // @ts-expect-error the app has no such table
  fault.database.tableMissing('orders');
  // @ts-expect-error a slow page says how slow
  fault.page.slow('front');
  // @ts-expect-error there is no such moment
  fault.database.down({ onset: 'later' });
  // @ts-expect-error there is no such phase of a rollout
  fault.database.down({ onset: { after: 'baked', seconds: 1 } });
  // @ts-expect-error an exit counts from the start or from a phase
  fault.process.exitAfter({});
  // @ts-expect-error what is built is not changed
  fault.process.stop().summary = 'x';

  // @ts-expect-error there is no such format of migrations
  defineApp({ ...app, env: {}, pages: {}, checks: {}, migrations: { folder: 'm', command: ['m'], skipWith: {}, table: 'm', format: 'rails' } });
  // @ts-expect-error a check needs checks of the same app
  defineApp({ ...app, env: {}, pages: {}, checks: { pages: { needs: ['disk'] } } });
  // @ts-expect-error options that any app takes say why, too
  const wrong: ScenarioOptions = { expect: 'rejected' };
  void wrong;

  const described = defineAppFrom('canarybed.config.yaml', { health: '/ready', env: { API_TOKEN: process.env.API_TOKEN, B: 3 }, postgres: { tables: ['items'] }, migrations: { folder: 'm' } });
  described.scenario('right', { expect: 'rejected', because: 'database', fault: [described.fault.env.unset('B'), described.fault.database.tableMissing('items')] });
  defineAppFrom({ command: 'node server.js', env: { API_TOKEN: process.env.API_TOKEN }, dependencies: ['CACHE_URL', { setting: 'MAIL', optional: true }] });
  // @ts-expect-error a rejection says why of any app
  described.scenario('wrong', { expect: 'rejected' });
  // @ts-expect-error there is no such key
  defineAppFrom('canarybed.config.yaml', { comand: 'node server.js' });
  // @ts-expect-error a description by itself is whole
  defineAppFrom({ command: 'node server.js', postgres: { tables: ['items'] } });

  defineConfig({ command: 'node server.js', port: 3000, deadline: '1.5m', env: { A: 'x', B: 3 }, postgres: 'DATABASE_URL', readChecks: (body) => ({ database: body.includes('down') }) });
  defineConfig({ image: 'till:1', pages: ['/', { path: '/cart', text: 'Basket' }], journeys: [{ name: 'order', steps: [{ path: '/orders', form: { item: 'kettle' }, expect: { status: 303 } }] }] });
  defineConfig({ command: ['node', 'server.js'], postgres: { setting: 'PG', seed: 'seed.sql' }, migrations: { command: 'x', format: { django: 'shop' } }, checks: { pages: { needs: ['database'] }, database: {} } });
  // @ts-expect-error there is no such key
  defineConfig({ comand: 'node server.js' });
  // @ts-expect-error a duration has a unit
  defineConfig({ command: 'x', deadline: '80' });
  // @ts-expect-error there is no such kind of balancer
  defineConfig({ command: 'x', balancer: 'gateway' });
  // @ts-expect-error there is no such setting of a health check
  defineConfig({ command: 'x', healthCheck: { intervall: 5 } });
  // @ts-expect-error a step asks for a path
  defineConfig({ command: 'x', journeys: [{ name: 'order', steps: [{ method: 'POST' }] }] });
  // @ts-expect-error a mutant is ignored for a reason
  defineConfig({ command: 'x', ignore: [{ mutant: 'unset-setting:A' }] });
  // @ts-expect-error checks that are read have names
  defineConfig({ command: 'x', readChecks: () => true });
}
