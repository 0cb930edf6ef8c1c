import type { AuditConfig } from './config-schema.js';

type Migrations = NonNullable<AuditConfig['migrations']>;
type Postgres = Exclude<NonNullable<AuditConfig['postgres']>, string>;

/** What the command line says of an app, in the words of the file that it overrides. */
export interface ConfigFlags {
  /** File of the configuration. */
  readonly config?: string;
  /** File that describes the app by `defineApp`. */
  readonly app?: string;
  readonly env: Readonly<Record<string, string>>;
  /** From the working folder. */
  readonly envFiles: readonly string[];
  /** Replace what the file says. */
  readonly settings: Omit<AuditConfig, 'env' | 'envFile' | 'migrations' | 'postgres'>;
  /** Replace single settings of the file's. */
  readonly postgres: Partial<Postgres>;
  readonly migrations: Partial<Migrations>;
}

export const NO_FLAGS: ConfigFlags = { env: {}, envFiles: [], settings: {}, postgres: {}, migrations: {} };

/** A configuration as the flags change it, but for its settings; to be checked anew. Pure. */
export function withFlags(config: AuditConfig, { settings, postgres, migrations }: ConfigFlags): unknown {
  const [ofFile, check] = [typeof config.postgres === 'string' ? { setting: config.postgres } : config.postgres, config.healthCheck];
  return {
    ...config,
    ...settings,
    // A path on the command line is what is checked, whatever the file's target was.
    ...(check && settings.health !== undefined ? { healthCheck: { ...check, target: undefined } } : {}),
    ...(ofFile || hasAny(postgres) ? { postgres: { ...ofFile, ...postgres } } : {}),
    ...(config.migrations || hasAny(migrations) ? { migrations: { ...config.migrations, ...migrations } } : {}),
  };
}

const hasAny = (settings: object): boolean => Object.keys(settings).length > 0;
