import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigError } from '../../model/errors.js';
import type { ConfigFlags } from './config-flags.js';

/** Endings of `canarybed.config`, those that are told first. */
const ENDINGS = ['ts', 'json', 'yaml', 'yml', 'js', 'mjs', 'cjs', 'mts', 'cts'];
const FILES = ENDINGS.map((ending) => `canarybed.config.${ending}`);
const APP = 'scenarios/app.ts';

/** Where an app is described. */
export type ConfigSource = { readonly kind: 'config'; readonly file: string } | { readonly kind: 'app'; readonly file: string } | { readonly kind: 'flags' };

/**
 * Where the app of a folder is described: a file that is named, or the configuration that lies there, or else the flags, or
 * the app of the scenarios.
 * @throws ConfigError when it is described twice, or nowhere
 */
export function findConfig(flags: ConfigFlags, folder: string): ConfigSource {
  const source = lookForConfig(flags, folder);
  if (source) return source;
  throw new ConfigError(
    `expected a description of the app in ${folder} (${FILES.slice(0, 3).join(', ')} or ${APP}), found none; "canarybed init" writes one, or say how it is started and checked: --command "node server.js" --health /health`,
  );
}

/** The same; undefined where it is described nowhere. @throws ConfigError when it is described twice */
export function lookForConfig({ config, app, settings }: ConfigFlags, folder: string): ConfigSource | undefined {
  if (config !== undefined && app !== undefined) throw new ConfigError('--config and --app: expected one of them, found both; the app is described by one file');
  if (config !== undefined) return { kind: 'config', file: config };
  if (app !== undefined) return { kind: 'app', file: app };
  const [file, other] = FILES.filter((name) => existsSync(join(folder, name)));
  if (other !== undefined) throw new ConfigError(`expected one configuration in ${folder}, found ${file} and ${other}; take one out, or name one by --config`);
  if (file !== undefined) return { kind: 'config', file };
  if (settings.command !== undefined || settings.image !== undefined) return { kind: 'flags' };
  return existsSync(join(folder, APP)) ? { kind: 'app', file: APP } : undefined;
}
