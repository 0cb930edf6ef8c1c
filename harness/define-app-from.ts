import { resolve } from 'node:path';
import type { ConfigFlags } from './audit/config/config-flags.js';
import type { AuditConfig } from './audit/config/config-schema.js';
import { callSite, isDoor } from './call-site.js';
import { appOf, type App } from './define-app.js';
import { ConfigError } from './model/errors.js';

/** A setting's value; undefined, as what the environment does not have is, is refused when the app is described. */
type SettingValue = string | number | boolean | undefined;

/** A configuration that is written where scenarios are, with paths from the working folder. */
export type AppConfig = Omit<AuditConfig, 'env'> & { readonly env?: Readonly<Record<string, SettingValue>> };

/** What is otherwise than the file says: of `env`, `postgres` and `migrations` single members, of the rest the whole. */
export type AppChanges = Omit<AppConfig, 'postgres' | 'migrations'> & {
  readonly postgres?: string | Partial<Exclude<NonNullable<AuditConfig['postgres']>, string>> | undefined;
  readonly migrations?: Partial<NonNullable<AuditConfig['migrations']>> | undefined;
};

/** Which settings, checks and tables it has is known when it is described, not when it is compiled. */
export type AppOfConfig = App<string, string, string, string, string, string, string>;

/**
 * Describes an app as `canarybed audit` does: by a configuration (`canarybed.config.ts`, `.json` or `.yaml`), or by what such
 * a file says. What it returns is that of `defineApp`, for the release that an audit would break.
 * @param file of the configuration, from the working folder, as `--config` has it; folders in it are from its own
 * @param changes win over the file, as flags do; their paths are from the working folder
 * @throws ConfigError for a description that cannot be right, EnvironmentError where its build fails, or it is an image that
 * no engine has or the embedded runtime would have to boot
 */
export function defineAppFrom(file: string, changes?: AppChanges): AppOfConfig;
export function defineAppFrom(config: AppConfig): AppOfConfig;
export function defineAppFrom(described: string | AppConfig, changes: AppChanges = {}): AppOfConfig {
  const { file, line } = callSite(isDoor);
  const place = `${file}:${line}`;
  // By require, at the first call: most scenario files have no use for the schema.
  const { readRelease } = require('./audit/config/read-release.js') as typeof import('./audit/config/read-release.js');
  if (typeof described !== 'string') return appOf(readRelease({ kind: 'flags' }, flagsOf(described, place), process.cwd(), place));
  return appOf(readRelease({ kind: 'config', file: described }, flagsOf(changes, place), process.cwd(), place));
}

/** The same in the words of the command line. Of what has no right form it is found out where it is joined with the file. */
function flagsOf({ env = {}, envFile = [], postgres = {}, migrations = {}, ...settings }: AppChanges, place: string): ConfigFlags {
  const missing = Object.entries(env).find(([, value]) => value === undefined);
  if (missing) throw new ConfigError(`${place}: env.${missing[0]}: expected a value, found none; where it is read from process.env, run it with ${missing[0]} in the environment`);
  return {
    env: Object.fromEntries(Object.entries(env).map(([name, value]) => [name, String(value)])),
    envFiles: [envFile].flat(),
    settings: settings.folder === undefined ? settings : { ...settings, folder: resolve(settings.folder) },
    postgres: typeof postgres === 'string' ? { setting: postgres } : postgres,
    migrations,
  };
}
