import { defineApp } from '../harness/index.js';

const order = { name: 'order', method: 'POST', path: '/orders' } as const;

/** The sample shop of `app/`, described once for all scenarios. */
export const { app, scenario, fault, images } = defineApp({
  name: 'shop',
  folder: 'app/dist',
  build: { command: ['node', 'app/build.mjs'], folder: '.' },
  image: { name: 'canarybed-app:local', folder: '/srv/app', build: ['docker/build.sh'] },
  command: ['node', 'start.js'],
  env: {
    SECRET_KEY: 'a-secret-of-the-sample-shop-0123456789',
    // A network balancer asks by the address of its own node.
    ALLOWED_HOSTS: 'shop.example.com,10.0.0.2',
    RELEASE_ID: 'release-under-test',
    SHOP_NAME: 'Kettle & Co',
    PRIVATE_ADDRESS_FROM: 'metadata',
    DATABASE_POOL_MAX: '2',
    // Covers the wait for a place in so small a pool too: a busy machine must not look like a broken release.
    DATABASE_CONNECT_TIMEOUT_MS: '5000',
    // Longer than the time between two checks, or the pool would have to log in anew for each.
    DATABASE_IDLE_TIMEOUT_MS: '60000',
  },
  port: { setting: 'PORT', instancePort: 80 },
  bind: { setting: 'BIND_ADDRESS' },
  metadata: { setting: 'AWS_EC2_METADATA_SERVICE_ENDPOINT' },
  releaseId: { setting: 'RELEASE_ID' },
  publicHost: 'shop.example.com',
  database: { setting: 'DATABASE_URL', seed: 'seed.sql', tables: ['items', 'orders', 'reviews'] },
  migrations: {
    folder: 'migrations',
    command: ['node', 'migrate.js'],
    skipWith: { MIGRATE_ON_START: 'false' },
    table: 'pgmigrations',
    advisoryLock: '7241865325823964',
  },
  templates: 'ejs',
  pages: { front: { template: 'views/front.ejs' }, item: { template: 'views/item.ejs' }, thanks: { template: 'views/thanks.ejs' } },
  users: [
    { name: 'front page', method: 'GET', path: '/', headers: {} },
    { name: 'item page', method: 'GET', path: '/items/stovetop-kettle', headers: {} },
    {
      ...order,
      headers: { 'content-type': 'application/x-www-form-urlencoded', origin: 'https://shop.example.com' },
      body: 'item=stovetop-kettle&quantity=1&name=Ada',
    },
  ],
  checks: {
    database: {},
    migrations: { needs: ['database'] },
    pages: { needs: ['database', 'migrations'] },
  },
  healthCheck: { target: 'HTTP:80/health', interval: 15, timeout: 5, healthyThreshold: 2, unhealthyThreshold: 10 },
  deadline: '60s',
  audit: { ignore: [{ mutant: 'garble-setting:SHOP_NAME', reason: "the shop's name is its owner's to say: no check can tell a wrong one" }] },
});
