import { resolve } from 'node:path';
import { toSeconds, type Duration } from '../../model/duration.js';
import { ConfigError } from '../../model/errors.js';
import type { DatabaseDescription, DependencyDescription, MigrationsDescription, Release } from '../../model/release.js';
import type { AuditInput } from '../settings.js';
import { besideRelease } from './beside-release.js';
import type { AuditConfig } from './config-schema.js';
import { healthCheckOf } from './health-check-of.js';
import { migrationTable } from './migration-tools.js';
import { wordsOf } from './split-command.js';
import { textSettings } from './text-settings.js';
import { userRequests } from './user-requests.js';

/** A configuration whose files of settings were read, and where it was found. */
export interface PlacedConfig {
  readonly config: Omit<AuditConfig, 'envFile'>;
  /** Absolute folder that its own folders are relative to. */
  readonly base: string;
  /** Name of an app that has none. */
  readonly name: string;
  /** Absolute folder that holds the release, where that is no folder of the configuration's. */
  readonly releaseFolder?: string;
  /** Migrations in the folder are SQL files. */
  readonly sqlMigrations?: boolean;
}

/**
 * What a configuration describes, with nothing left to default. Reads no file.
 * @throws ConfigError for what no schema can see: parts that do not go together, commands that need a shell, what AWS refuses
 */
export function toAuditInput(placed: PlacedConfig): AuditInput {
  const { config } = placed;
  return { release: toRelease(placed), ...besideRelease({ ...config, tables: postgresOf(config)?.tables }) };
}

function toRelease(placed: PlacedConfig): Release {
  const { config, base } = placed;
  if (config.command === undefined) throw new ConfigError('command: expected the command that starts the app, found none; give "command", or "image" without "folder" to take the image\'s own');
  const { instancePort, ...check } = healthCheckOf(config);
  return {
    name: config.name ?? placed.name,
    folder: placed.releaseFolder ?? resolve(base, config.folder ?? '.'),
    ...(config.build === undefined ? {} : { build: { command: wordsOf(config.build, 'build'), folder: base } }),
    ...imageOf(config),
    command: wordsOf(config.command, 'command'),
    ...(config.copyDependencies === true ? { copyDependencies: true } : {}),
    env: envOf(config),
    port: { setting: config.portSetting ?? 'PORT', instancePort, ...fixedPort(config) },
    ...settingOf('bind', config.bindSetting),
    ...settingOf('metadata', config.metadataSetting),
    ...settingOf('releaseId', config.releaseIdSetting),
    publicHost: config.publicHost ?? 'app.example.com',
    ...databaseOf(config),
    ...migrationsOf(placed),
    ...dependenciesOf(config),
    ...(config.bootedLine === undefined ? {} : { bootedLine: config.bootedLine }),
    pages: {},
    users: userRequests(config),
    checks: checksOf(config.checks),
    ...check,
    settle: toSeconds((config.settle ?? '1s') as Duration, 'settle'),
    respawn: config.respawn ?? false,
  };
}

const settingOf = <K extends string>(part: K, setting: string | undefined) =>
  (setting === undefined ? {} : { [part]: { setting } }) as Partial<Readonly<Record<K, { readonly setting: string }>>>;

function fixedPort({ fixedPort: fixed, port }: AuditConfig): Pick<Release['port'], 'fixed'> {
  if (fixed !== true) return {};
  if (port === undefined) throw new ConfigError('fixedPort: expected the port in "port", found none; give it');
  return { fixed: port };
}

/** The testbed itself gives an app its port, its database and so on: what is written for these elsewhere does not hold here. */
function envOf(config: AuditConfig): Record<string, string> {
  const { portSetting = 'PORT', bindSetting, metadataSetting, releaseIdSetting } = config;
  const given = [portSetting, bindSetting, metadataSetting, postgresOf(config)?.setting].filter((name) => name !== undefined);
  const twice = [...given, releaseIdSetting].find((name, index, all) => name !== undefined && all.indexOf(name) !== index);
  if (twice !== undefined) throw new ConfigError(`expected a setting of its own for port, address, metadata service, database and release, found "${twice}" twice; correct one`);
  const written = Object.fromEntries(Object.entries(textSettings(config.env)).filter(([name]) => !given.includes(name)));
  const env = bindSetting === undefined ? written : { ...written, [bindSetting]: '0.0.0.0' };
  refuseOtherDatabases(config, env);
  return releaseIdSetting === undefined ? env : { [releaseIdSetting]: 'release-under-test', ...env };
}

/** Migrations, seeds and faults would reach a database that the testbed does not stand in for. */
function refuseOtherDatabases(config: AuditConfig, env: Readonly<Record<string, string>>): void {
  const postgres = postgresOf(config);
  const stray = postgres && Object.entries(env).find(([name, value]) => /^postgres(ql)?:\/\//i.test(value) || /^PG(HOST|HOSTADDR|PORT|DATABASE|SERVICE)$/.test(name));
  if (!stray) return;
  throw new ConfigError(`env: expected the database in ${postgres?.setting} alone, which the testbed gives, found one in ${stray[0]} too; what is done to it would be done in earnest: leave ${stray[0]} out, and let the app read ${postgres?.setting}`);
}

function imageOf({ image }: AuditConfig): Pick<Release, 'image'> {
  if (image === undefined) return {};
  const { name, folder } = typeof image === 'string' ? { name: image } : image;
  if (folder === undefined) throw new ConfigError('image: expected the folder of the image that holds the release, found none; give image.folder');
  // Whatever the image holds there, the release's own folder is what is audited.
  return { image: { name, folder, overlaid: true } };
}

const postgresOf = ({ postgres }: AuditConfig): Exclude<AuditConfig['postgres'], string> => (typeof postgres === 'string' ? { setting: postgres } : postgres);

function databaseOf(config: AuditConfig): { database?: DatabaseDescription } {
  const postgres = postgresOf(config);
  if (!postgres) return {};
  const { setting, seed, tables = [] } = postgres;
  const file = typeof seed === 'string' && /^\S+\.sql$/i.test(seed) ? seed : undefined;
  return {
    database: {
      setting,
      ...(file === undefined ? {} : { seed: file }),
      ...(seed === undefined || file !== undefined ? {} : { seedCommand: wordsOf(seed, 'postgres.seed') }),
      ...(isFilledByApp(config, seed, file) ? { filledBy: 'app' as const } : {}),
      tables,
    },
  };
}

/** Nothing of ours would make its tables; or users alone would give it data, without which a table that is gone may show nowhere. */
function isFilledByApp({ migrations, journeys = [] }: AuditConfig, seed: unknown, file: string | undefined): boolean {
  if (migrations === undefined) return file === undefined;
  return seed === undefined && journeys.some(({ steps }) => steps.some(({ method, body, json, form }) => (method ?? 'GET') !== 'GET' || [body, json, form].some((sent) => sent !== undefined)));
}

function migrationsOf({ config, sqlMigrations = true }: PlacedConfig): { migrations?: MigrationsDescription } {
  const { migrations } = config;
  if (!migrations) return {};
  if (config.postgres === undefined) throw new ConfigError('migrations: expected "postgres", the setting that carries the URL of the database, found none; give it');
  const command = wordsOf(migrations.command, 'migrations.command');
  const { folder = 'migrations', format = sqlMigrations ? 'sql' : 'files', skipWith, atStart, table = migrationTable(command), advisoryLock } = migrations;
  return { migrations: { folder, format, command, skipWith: textSettings(skipWith), ...(atStart === undefined ? {} : { atStart }), table, ...(advisoryLock === undefined ? {} : { advisoryLock }) } };
}

function dependenciesOf({ dependencies, env = {} }: AuditConfig): { dependencies?: DependencyDescription[] } {
  if (!dependencies) return {};
  const described = dependencies.map((each) => (typeof each === 'string' ? { setting: each } : { setting: each.setting, ...(each.optional === undefined ? {} : { optional: each.optional }) }));
  const stray = described.find(({ setting }) => !Object.hasOwn(env, setting));
  if (stray) throw new ConfigError(`dependencies: expected settings that the app is given (${Object.keys(env).join(', ') || 'none'}), found "${stray.setting}"; give it in env`);
  return { dependencies: described };
}

function checksOf(checks: AuditConfig['checks'] = []): Release['checks'] {
  if (Array.isArray(checks)) return Object.fromEntries(checks.map((name) => [name, {}]));
  for (const [name, { needs = [] }] of Object.entries(checks)) {
    const stray = needs.find((need) => !Object.hasOwn(checks, need));
    if (stray !== undefined) throw new ConfigError(`checks.${name}.needs: expected names of checks (${Object.keys(checks).join(', ')}), found "${stray}"`);
  }
  return Object.fromEntries(Object.entries(checks).map(([name, { needs }]) => [name, needs ? { needs } : {}]));
}
