import type { Fault } from './fault.js';
import { FLEET_DEFAULTS } from './fleet-plan.js';
import { valuesGiven, valuesOfScenario } from './given-values.js';
import { SHOP_RELEASE } from './release.testing.js';
import { secretsOf } from './secrets.js';

test('secrets of all commands of a release are known with those of its settings', () => {
  const release = {
    ...SHOP_RELEASE,
    env: { API_TOKEN: 'of-settings' },
    command: ['serve', '--token', 'of-the-start'],
    build: { command: ['sh', '-c', 'NPM_TOKEN=of-the-build make'], folder: '/' },
    migrations: { folder: 'migrations', command: ['migrate', '--password=of-migrations'], skipWith: {}, table: 'done' },
    database: { setting: 'DATABASE_URL', seedCommand: ['psql', 'postgres://app:of-the-seed@db'], tables: [] },
    image: { name: 'shop', folder: '/srv', build: ['docker', 'build', '--secret', 'of-the-image', '.'] },
  };
  expect(valuesGiven(release, []).flatMap(secretsOf).sort()).toEqual(['of-migrations', 'of-settings', 'of-the-build', 'of-the-image', 'of-the-seed', 'of-the-start']);
});

test('secrets that users and health checks send are known, also those of a fault', () => {
  const release = {
    ...SHOP_RELEASE,
    users: [{ name: 'account', method: 'POST' as const, path: '/login', headers: { cookie: 'session=of-a-session' }, body: '{"password":"of-a-user"}' }],
    healthCheck: { ...SHOP_RELEASE.healthCheck, form: { headers: { authorization: 'Bearer of-the-check' } } },
  };
  const fault: Fault = { kind: 'request', operator: 'asked-otherwise', form: { headers: { 'x-api-key': 'of-a-fault' } }, summary: 'asked with a key' };
  expect(valuesGiven({ ...release, env: {} }, [fault]).flatMap(secretsOf).sort()).toEqual(['of-a-fault', 'of-a-session', 'of-a-user', 'of-the-check']);
});

test('secrets of an old release are known with those of the new one', () => {
  const old = { ...SHOP_RELEASE, env: { API_TOKEN: 'of-the-old' } };
  const scenario = { release: { ...SHOP_RELEASE, env: {} }, faults: [], fleets: { ...FLEET_DEFAULTS, old: { instances: 1, faults: [], release: old } } };
  expect(valuesOfScenario(scenario).flatMap(secretsOf)).toEqual(['of-the-old']);
});
