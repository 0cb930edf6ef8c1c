import { readFileSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';
import { ConfigError } from '../../model/errors.js';
import { loadDescription } from '../../runner/described-app.js';
import { checkConfig } from './check-config.js';
import type { AuditConfig } from './config-schema.js';
import { parseJson, parseYaml, type Parsed } from './parse-text.js';

export interface LoadedConfig {
  readonly config: AuditConfig;
  /** The file as messages name it. */
  readonly source: string;
  /** Absolute folder of the file. */
  readonly base: string;
}

/**
 * Reads a configuration: TypeScript or JavaScript, whose default export or export `config` it is, JSON or YAML.
 * @throws ConfigError when there is none, it cannot be read, or it says what a configuration does not
 */
export function loadConfig(file: string, folder: string): LoadedConfig {
  const path = resolve(folder, file);
  const source = relative(folder, path);
  const { value, lineOf } = parsed(path, source);
  return { config: checkConfig(value, source, lineOf), source, base: dirname(path) };
}

function parsed(path: string, source: string): Parsed {
  if (/\.[cm]?[jt]s$/.test(path)) return { value: exportOf(path, source) };
  if (path.endsWith('.json')) return parseJson(textOf(path, source), source);
  if (/\.ya?ml$/.test(path)) return parseYaml(textOf(path, source), source);
  throw new ConfigError(`${source}: expected a name that ends in .ts, .js, .mjs, .cjs, .json, .yaml or .yml`);
}

function textOf(path: string, source: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new ConfigError(`${source}: expected a configuration at ${path}, found none that can be read (${(error as NodeJS.ErrnoException).code})`);
  }
}

function exportOf(path: string, source: string): unknown {
  const exported = loadDescription(path, 'exports a configuration');
  const value = isObject(exported) ? (unwrapped(exported.default) ?? exported.config ?? commonJs(exported)) : undefined;
  if (value !== undefined) return value;
  throw new ConfigError(`${source}: expected a default export, or an export named config, found neither; say "export default defineConfig({ ... })"`);
}

type Fields = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Fields => typeof value === 'object' && value !== null;

/** What loads a file may wrap its default export once more. */
const unwrapped = (value: unknown): unknown => (isObject(value) && 'default' in value ? value.default : value);

/** `module.exports` of a file that is no module of ES. */
const commonJs = (exported: Fields): unknown => ('__esModule' in exported || Object.keys(exported).length === 0 ? undefined : exported);
