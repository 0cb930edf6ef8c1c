import { parseTarget } from '../../model/health-check-target.js';
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

/**
 * A configuration as the flags change it, but for its settings; to be checked anew. Pure.
 * @throws ConfigError for a target of the file that is none, where a flag changes its path
 */
export function withFlags(config: AuditConfig, { settings, postgres, migrations }: ConfigFlags): unknown {
  const ofFile = typeof config.postgres === 'string' ? { setting: config.postgres } : config.postgres;
  return {
    ...config,
    ...settings,
    ...(settings.health === undefined ? {} : checkOf(config, settings.health, settings.port)),
    ...(ofFile || hasAny(postgres) ? { postgres: { ...ofFile, ...postgres } } : {}),
    ...(config.migrations || hasAny(migrations) ? { migrations: { ...config.migrations, ...migrations } } : {}),
  };
}

/** A path on the command line is what is checked, at the port and under the protocol of the file's target. */
function checkOf({ healthCheck: check, port }: AuditConfig, path: string, flaggedPort: number | undefined): Pick<AuditConfig, 'health' | 'healthCheck'> {
  if (check?.target === undefined) return {};
  const of = parseTarget(check.target);
  // What is no path is refused as the flag that it is.
  if (!path.startsWith('/')) return { healthCheck: { ...check, target: undefined } };
  const protocol = of.protocol === 'HTTPS' || of.protocol === 'SSL' ? 'HTTPS' : 'HTTP';
  return { health: undefined, healthCheck: { ...check, target: `${protocol}:${flaggedPort ?? port ?? of.port}${path}` } };
}

const hasAny = (settings: object): boolean => Object.keys(settings).length > 0;
