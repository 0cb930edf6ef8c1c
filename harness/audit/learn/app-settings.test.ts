import { isAppSetting } from './app-settings.js';

test.each(['SHOP_NAME', 'DATABASE_POOL_MAX', 'FEATURE2', 'CACHE_DEBUG', 'LOG_LEVEL', 'REDIS_URL'])('%s looks like a setting of an app', (name) => {
  expect(isAppSetting(name)).toBe(true);
});

test.each([
  'PATH', 'HOME', 'LC_ALL', 'TZ', 'LD_PRELOAD', 'NODE_ENV', 'NODE_OPTIONS', 'npm_config_user_agent', 'NPM_TOKEN', 'PYTHONPATH', 'VIRTUAL_ENV', 'DEBUG', 'NO_COLOR',
  'CI', 'PGHOST', 'PGCLIENT_ENCODING', 'AWS_REGION', 'https_proxy', 'HTTPS_PROXY', 'toJSON', 'then', 'constructor', '_', '0',
])('%s is asked for by others', (name) => {
  expect(isAppSetting(name)).toBe(false);
});
