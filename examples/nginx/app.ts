import { defineApp } from '../../harness/index.js';

/** The sample shop behind nginx on the same machine, which keeps the port open whatever becomes of the shop. */
export const { app, scenario, fault, images } = defineApp({
  name: 'shop behind nginx',
  folder: 'examples/nginx/dist',
  build: { command: ['node', 'examples/nginx/build.mjs'], folder: '.' },
  image: { name: 'canarybed-app:local', folder: '/srv/app', build: ['docker/build.sh'], overlaid: true },
  command: ['front/start'],
  programs: { paths: ['/usr/sbin/nginx'], remedy: 'apt-get install nginx-light' },
  bootedLine: 'front: the shop is ',
  env: {
    SECRET_KEY: 'a-secret-of-the-sample-shop-0123456789',
    // A network balancer asks by the address of its own node.
    ALLOWED_HOSTS: 'shop.example.com,10.0.0.2',
    RELEASE_ID: 'release-under-test',
    NGINX_CONF: 'nginx.conf',
    // That is the work of nginx.
    HTTPS_REDIRECT: 'off',
    PRIVATE_ADDRESS_FROM: 'metadata',
    DATABASE_POOL_MAX: '2',
    // Covers the wait for a place in so small a pool too: a busy machine must not look like a broken release.
    DATABASE_CONNECT_TIMEOUT_MS: '5000',
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
  pages: { front: { template: 'views/front.ejs' }, item: { template: 'views/item.ejs' } },
  users: [
    { name: 'front page', method: 'GET', path: '/', headers: {} },
    { name: 'item page', method: 'GET', path: '/items/stovetop-kettle', headers: {} },
  ],
  checks: {
    database: {},
    migrations: { needs: ['database'] },
    pages: { needs: ['database', 'migrations'] },
  },
  healthCheck: { target: 'HTTP:80/health', interval: 15, timeout: 5, healthyThreshold: 2, unhealthyThreshold: 10 },
  deadline: '60s',
});
