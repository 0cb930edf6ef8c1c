import { defineApp } from '../../harness/index.js';
import { PROGRAMS } from './programs.js';

/** A shop in Django behind nginx, with its settings in a key-value store, described once for all scenarios. */
export const { app, scenario, fault, images } = defineApp({
  name: 'django-shop',
  folder: 'examples/django/dist',
  build: { command: ['sh', 'examples/django/build.sh'], folder: '.' },
  image: { name: 'canarybed-django:local', folder: '/srv/app', build: ['docker/build.sh'] },
  programs: PROGRAMS,
  command: ['deploy/init'],
  bootedLine: 'init: web is ',
  env: {
    SECRET_KEY: 'a-secret-of-the-django-shop-0123456789',
    ALLOWED_HOSTS: 'shop.example.com,10.0.0.2',
    SITE_NAME: 'Kettle & Co',
    SECURE_SSL_REDIRECT: 'false',
    APPEND_SLASH: 'true',
    CONSUL_PREFIX: 'shop',
    RENDER_TIMEOUT_SECONDS: '3',
    PRIVATE_ADDRESS_FROM: 'metadata',
    RELEASE_ID: 'release-under-test',
    RELEASE_HOST: 'shop.example.com',
    HEALTH_MODE: 'deep',
    // Upstart's own limit is ten times in five seconds, which no server that takes a second to fail ever meets.
    RESPAWN_LIMIT: '2 60',
  },
  keyValueStore: {
    setting: 'CONSUL_HTTP_ADDR',
    prefix: 'shop',
    holds: ['SECRET_KEY', 'ALLOWED_HOSTS', 'DATABASE_URL', 'SITE_NAME', 'SECURE_SSL_REDIRECT', 'APPEND_SLASH'],
  },
  collector: { setting: 'LOG_COLLECTOR' },
  port: { setting: 'PORT', instancePort: 80 },
  bind: { setting: 'BIND_ADDRESS' },
  metadata: { setting: 'AWS_EC2_METADATA_SERVICE_ENDPOINT' },
  releaseId: { setting: 'RELEASE_ID' },
  publicHost: 'shop.example.com',
  database: { setting: 'DATABASE_URL', seed: 'seed.sql', tables: ['shop_item', 'shop_order', 'shop_review'] },
  migrations: {
    folder: 'shop/migrations',
    command: ['/usr/bin/python3', 'manage.py', 'migrate', '--noinput'],
    skipWith: { MIGRATE_ON_START: 'false' },
    table: 'django_migrations',
    advisoryLock: '4630527199360482',
    format: { django: 'shop' },
  },
  templates: 'django',
  pages: {
    front: { template: 'shop/templates/shop/front.html' },
    item: { template: 'shop/templates/shop/item.html' },
    thanks: { template: 'shop/templates/shop/thanks.html' },
  },
  users: [
    { name: 'front page', method: 'GET', path: '/', headers: {} },
    { name: 'item page', method: 'GET', path: '/items/stovetop-kettle/', headers: {} },
    {
      name: 'order',
      method: 'POST',
      path: '/orders',
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
});

/** The ways in which such a check is often wired: it says nothing of the shop, or the proxy says it in its place. */
export const shallow = fault.env.set('HEALTH_MODE', 'shallow');
export const nginxAnswers = fault.env.set('NGINX_CONF', 'nginx-answers.conf');
