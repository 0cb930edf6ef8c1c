import { existsSync, readdirSync, statSync } from 'node:fs';
import { isAbsolute, join, relative, resolve } from 'node:path';
import { ConfigError } from '../../model/errors.js';
import { orUnreadable } from '../../runtime/unreadable.js';
import type { AuditInput } from '../settings.js';
import { checkConfig } from './check-config.js';
import { checkFiles } from './check-files.js';
import { withFlags, type ConfigFlags } from './config-flags.js';
import type { AuditConfig } from './config-schema.js';
import { describedByApp } from './described-by-app.js';
import { readEnvFiles } from './env-files.js';
import { findConfig } from './find-config.js';
import { loadConfig } from './load-config.js';
import { readImage } from './read-image.js';
import { releaseName } from './release-name.js';
import { toAuditInput } from './to-release.js';

/**
 * What is to be audited: as flags say, over what a file says (see find-config.ts). An image is looked at, and its release
 * copied; `dispose` of what is returned removes that.
 * @param folder absolute folder in which the audit was asked for
 * @throws ConfigError for a description that is missing or cannot be right, EnvironmentError where an image is described
 * that no engine has, or the folder of migrations cannot be read
 */
export async function readAuditInput(flags: ConfigFlags, folder: string): Promise<AuditInput> {
  const source = findConfig(flags, folder);
  const ofFlags = flags.envFiles.map((file) => resolve(folder, file));
  if (source.kind === 'app') return withoutFiles({ ...describedByApp(source.file, flags, folder), sources: [resolve(folder, source.file), ...ofFlags] }, ofFlags);
  const loaded = source.kind === 'config' ? loadConfig(source.file, folder) : { config: {}, source: 'the flags', base: folder };
  const changed = checkConfig(withFlags(loaded.config, flags), 'the flags');
  const { envFile = [], ...config } = changed;
  const fromFiles = naming(loaded.source, () => readEnvFiles([envFile].flat(), loaded.base));
  const env = { ...fromFiles, ...config.env, ...readEnvFiles(flags.envFiles, folder), ...flags.env };
  const ofFile = source.kind === 'config' ? [resolve(folder, source.file)] : [];
  const settings = [...[envFile].flat().map((file) => resolve(loaded.base, file)), ...ofFlags];
  const input = { ...(await complete({ ...config, env }, loaded)), sources: [...ofFile, ...settings] };
  return withoutFiles(input, settings);
}

/** An app that reads such a file by itself would get back what a mutant took from it. */
function withoutFiles(input: AuditInput, settings: readonly string[]): AuditInput {
  const leaveOut = settings.map((file) => relative(input.release.folder, file)).filter((file) => !file.startsWith('..') && !isAbsolute(file));
  return leaveOut.length === 0 ? input : { ...input, release: { ...input.release, leaveOut: [...(input.release.leaveOut ?? []), ...leaveOut] } };
}

async function complete(config: AuditConfig, { source, base }: { readonly source: string; readonly base: string }): Promise<AuditInput> {
  // A folder of its own is laid over the image's, which then only has to be named.
  const image = config.image !== undefined && config.folder === undefined ? await readImage(config) : undefined;
  try {
    return naming(source, () => {
      const described = image?.config ?? config;
      const releaseFolder = image?.folder ?? resolve(base, config.folder ?? '.');
      const sqlMigrations = holdsSql(join(releaseFolder, config.migrations?.folder ?? 'migrations'));
      const input = toAuditInput({ config: described, base, name: image?.name ?? releaseName(base), releaseFolder, sqlMigrations });
      checkFiles(input);
      return image ? { ...input, runtime: 'containers', dispose: image.dispose } : input;
    });
  } catch (error) {
    await image?.dispose();
    throw error;
  }
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
