import { existsSync, readdirSync, statSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { ConfigError } from '../../model/errors.js';
import { leaves } from '../../runtime/copy-entry.js';
import { orUnreadable } from '../../runtime/unreadable.js';
import type { AuditInput } from '../settings.js';
import { checkConfig } from './check-config.js';
import { checkFiles } from './check-files.js';
import { withFlags, type ConfigFlags } from './config-flags.js';
import type { AuditConfig } from './config-schema.js';
import { readEnvFiles } from './env-files.js';
import type { ConfigSource } from './find-config.js';
import { loadConfig } from './load-config.js';
import type { TakenImage } from './read-image.js';
import { releaseName } from './release-name.js';
import { toAuditInput } from './to-release.js';

/** A description without `defineApp`. */
export type PlainSource = Exclude<ConfigSource, { readonly kind: 'app' }>;

/** A configuration as flags change it, with the settings of its files, before its image is looked at. */
export interface ConfigDraft {
  readonly config: AuditConfig;
  readonly from: PlainSource;
  /** As messages name it. */
  readonly named: string;
  /** Absolute folder that its own folders are relative to. */
  readonly base: string;
  /** Absolute paths of the file, where there is one, and of those of its settings. */
  readonly file: readonly string[];
  readonly settings: readonly string[];
}

/**
 * Reads the files that describe an app, but for its image.
 * @param folder absolute folder that flags are relative to
 * @param flagsNamed how messages name the flags
 * @throws ConfigError for a file that cannot be read, and for what is no configuration
 */
export function draftOf(from: PlainSource, flags: ConfigFlags, folder: string, flagsNamed = 'the flags'): ConfigDraft {
  const loaded = from.kind === 'config' ? loadConfig(from.file, folder) : { config: {}, source: flagsNamed, base: folder };
  const { envFile = [], ...config } = checkConfig(withFlags(loaded.config, flags), flagsNamed);
  const fromFiles = naming(loaded.source, () => readEnvFiles([envFile].flat(), loaded.base));
  const env = { ...fromFiles, ...config.env, ...readEnvFiles(flags.envFiles, folder), ...flags.env };
  return {
    config: { ...config, env },
    from,
    named: loaded.source,
    base: loaded.base,
    file: from.kind === 'config' ? [resolve(folder, from.file)] : [],
    settings: [...[envFile].flat().map((file) => resolve(loaded.base, file)), ...flags.envFiles.map((file) => resolve(folder, file))],
  };
}

/** A folder of its own is laid over the image's, which then only has to be named. */
export const isImageAlone = ({ config }: ConfigDraft): boolean => config.image !== undefined && config.folder === undefined;

/**
 * What is described, with nothing left to default.
 * @param image of a description that is an image alone
 * @throws ConfigError for parts that do not go together, and for files that are not there
 */
export function inputOf({ config, from, named, base, file, settings }: ConfigDraft, image?: TakenImage): AuditInput {
  const input = naming(named, () => {
    const described = image?.config ?? config;
    const releaseFolder = image?.folder ?? resolve(base, config.folder ?? '.');
    const sqlMigrations = holdsSql(join(releaseFolder, config.migrations?.folder ?? 'migrations'));
    const placed = toAuditInput({ config: described, base, name: image?.name ?? releaseName(base), releaseFolder, sqlMigrations });
    checkFiles(placed);
    return placed;
  });
  return withoutFiles({ ...input, ...(image ? { runtime: 'containers' as const } : {}), sources: [...file, ...settings], describedIn: from }, settings);
}

/** An app that reads such a file by itself would get back what a mutant took from it. */
export function withoutFiles(input: AuditInput, settings: readonly string[]): AuditInput {
  const leaveOut = settings.map((file) => relative(input.release.folder, file)).filter((file) => !leaves(file));
  return leaveOut.length === 0 ? input : { ...input, release: { ...input.release, leaveOut: [...(input.release.leaveOut ?? []), ...leaveOut] } };
}

/** What is not there yet, is taken for what most are. */
function holdsSql(folder: string): boolean {
  try {
    return !existsSync(folder) || !statSync(folder).isDirectory() || readdirSync(folder).some((file) => file.endsWith('.sql'));
  } catch (error) {
    throw orUnreadable(error, folder);
  }
}

/** Messages say which file they speak of. */
function naming<T>(source: string, reading: () => T): T {
  try {
    return reading();
  } catch (error) {
    throw error instanceof ConfigError ? new ConfigError(`${source}: ${error.message}`) : error;
  }
}
