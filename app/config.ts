import { join } from 'node:path';
import { readEnvironment } from './settings/environment.js';
import type { Environment } from './settings/environment.js';
import { databaseUrlComplaint, hostList, hostListComplaint, secretKeyComplaint } from './settings/formats.js';
import { SettingReader, SettingsError } from './settings/setting-reader.js';

const MINUTE_MS = 60_000;
const DURATION = { min: 1, max: 10 * MINUTE_MS };

/**
 * The settings in force; every name ending in Ms is in milliseconds.
 *
 * @param defaultRoot folder with views, migrations and assets, unless APP_ROOT names one
 * @throws SettingsError listing everything which is missing or invalid
 */
export function loadSettings(variables: NodeJS.ProcessEnv, defaultRoot: string) {
  const reader = new SettingReader(environmentOf(variables));
  const root = reader.text('APP_ROOT', defaultRoot);
  const secretKey = reader.checked('SECRET_KEY', secretKeyComplaint);
  const allowedHosts = hostList(reader.checked('ALLOWED_HOSTS', hostListComplaint));
  const settings = {
    secretKey,
    allowedHosts,
    releaseId: reader.text('RELEASE_ID', 'dev'),
    shopName: reader.text('SHOP_NAME', 'Kettle & Co'),
    httpsRedirect: reader.choice('HTTPS_REDIRECT', ['on', 'off'], 'on') === 'on',
    paths: { views: join(root, 'views'), migrations: join(root, 'migrations'), assets: join(root, 'assets') },
    listen: {
      // Path of a Unix domain socket for a proxy on the same machine; empty: the port.
      socket: reader.text('LISTEN_SOCKET', ''),
      port: reader.integer('PORT', 8080, { min: 0, max: 65_535 }),
      address: reader.text('BIND_ADDRESS', '0.0.0.0'),
    },
    database: databaseSettings(reader),
    migrate: {
      onStart: flag(reader, 'MIGRATE_ON_START'),
      startAfterFailure: flag(reader, 'START_AFTER_FAILED_MIGRATION'),
    },
    privateAddress: privateAddressSettings(reader),
    health: healthSettings(reader, allowedHosts),
    shutdown: {
      delayMs: reader.integer('SHUTDOWN_DELAY_MS', 0, { min: 0, max: DURATION.max }),
      deadlineMs: reader.integer('SHUTDOWN_DEADLINE_MS', 10_000, DURATION),
    },
    log: {
      level: reader.choice('LOG_LEVEL', ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'], 'info'),
      healthFile: reader.text('HEALTH_LOG', ''),
    },
  };
  reader.finish();
  return settings;
}

export type Settings = ReturnType<typeof loadSettings>;
export type HealthSettings = Settings['health'];
export type DatabaseSettings = Settings['database'];

function environmentOf(variables: NodeJS.ProcessEnv): Environment {
  try {
    return readEnvironment(variables);
  } catch (error) {
    throw new SettingsError([error instanceof Error ? error.message : String(error)]);
  }
}

function databaseSettings(reader: SettingReader) {
  return {
    url: reader.checked('DATABASE_URL', databaseUrlComplaint),
    poolMax: reader.integer('DATABASE_POOL_MAX', 10, { min: 1, max: 1000 }),
    connectTimeoutMs: reader.integer('DATABASE_CONNECT_TIMEOUT_MS', 2000, DURATION),
    idleTimeoutMs: reader.integer('DATABASE_IDLE_TIMEOUT_MS', 10_000, DURATION),
    statementTimeoutMs: reader.integer('DATABASE_STATEMENT_TIMEOUT_MS', 8000, DURATION),
  };
}

function privateAddressSettings(reader: SettingReader) {
  const from = reader.choice('PRIVATE_ADDRESS_FROM', ['metadata', 'file', 'none'], 'none');
  return {
    from,
    file: from === 'file' ? reader.text('PRIVATE_ADDRESS_FILE') : '',
    metadataEndpoint: reader.text('AWS_EC2_METADATA_SERVICE_ENDPOINT', ''),
  };
}

function healthSettings(reader: SettingReader, allowedHosts: readonly string[]) {
  const mode = reader.choice('HEALTH_MODE', ['deep', 'full', 'shallow'], 'deep');
  const deadlineMs = reader.integer('HEALTH_DEADLINE_MS', 4000, DURATION);
  const checkDeadlineMs = reader.integer('HEALTH_CHECK_DEADLINE_MS', 3000, DURATION);
  if (checkDeadlineMs >= deadlineMs) {
    reader.refuse(
      'HEALTH_CHECK_DEADLINE_MS',
      `expected less than HEALTH_DEADLINE_MS, which is ${deadlineMs}, found ${checkDeadlineMs}`,
    );
  }
  return {
    mode,
    // The host by which visitors come; the full mode asks for pages by it, and so cannot do without.
    publicHost: mode === 'full' ? publicHost(reader, allowedHosts) : (allowedHosts[0] ?? ''),
    database: reader.choice('HEALTH_DATABASE', ['fresh', 'pooled', 'none'], 'fresh'),
    migrations: reader.choice('HEALTH_MIGRATIONS', ['on', 'exact', 'none'], 'on'),
    pages: reader.choice('HEALTH_PAGES', ['on', 'none'], 'on'),
    redirectExempt: flag(reader, 'HEALTH_REDIRECT_EXEMPT'),
    deadlineMs,
    checkDeadlineMs,
  };
}

function publicHost(reader: SettingReader, allowedHosts: readonly string[]): string {
  const name = reader.text('PUBLIC_HOST');
  const allowed = allowedHosts.includes(name.toLowerCase());
  if (name !== '' && !allowed) reader.refuse('PUBLIC_HOST', `expected one of ALLOWED_HOSTS, found "${name}"`);
  return name;
}

function flag(reader: SettingReader, key: string): boolean {
  return reader.choice(key, ['true', 'false'], 'true') === 'true';
}
