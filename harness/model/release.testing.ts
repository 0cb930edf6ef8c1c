import type { Release } from './release.js';
import type { Scenario } from './scenario.js';

/** A small app as its owner would describe it: everything optional is left out. */
export const SMALL_RELEASE: Release = {
  name: 'till',
  folder: '/srv/till',
  command: ['node', 'server.js'],
  env: { GREETING: 'hello' },
  port: { setting: 'PORT', instancePort: 80 },
  publicHost: 'till.example.com',
  pages: {},
  users: [],
  checks: { database: {}, schema: { needs: ['database'] }, pages: { needs: ['schema'] }, disk: {} },
  healthCheck: { target: 'HTTP:80/health', interval: 15, timeout: 5, healthyThreshold: 2, unhealthyThreshold: 10 },
  balancer: 'classic',
  deadline: '80s',
  settle: '1s',
  respawn: false,
};

/** The same app with a database, migrations, pages, and a setting for the address it binds to. */
export const SHOP_RELEASE: Release = {
  ...SMALL_RELEASE,
  name: 'shop',
  folder: '/srv/shop',
  bind: { setting: 'BIND_ADDRESS' },
  database: { setting: 'DATABASE_URL', tables: ['items', 'orders'] },
  migrations: { folder: 'migrations', command: ['node', 'migrate.js'], skipWith: { MIGRATE: 'false' }, table: 'applied' },
  templates: 'ejs',
  pages: { front: { template: 'views/front.ejs' }, item: { template: 'views/item.ejs' } },
};

/** A good release that is expected to be accepted, but for what a test changes about it. */
export const scenarioOf = (changes: Partial<Scenario> = {}): Scenario => ({
  id: 'a-good-release',
  title: 'a good release',
  family: 'control',
  location: { file: `${process.cwd()}/scenarios/control.scenario.ts`, line: 7 },
  release: SMALL_RELEASE,
  faults: [],
  expectation: { verdict: 'accepted', harm: 'fine' },
  healthCheck: SMALL_RELEASE.healthCheck,
  balancer: 'classic',
  deadline: 80,
  settle: 1,
  instances: 1,
  ...changes,
});
