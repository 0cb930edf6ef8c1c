import { CONFIG_FORMATS, type ConfigFormat } from '../audit/init/write-config.js';
import { ConfigError } from '../model/errors.js';
import { oneOf } from './one-of.js';

/** What the command `init` is told. */
export interface InitOptions {
  readonly folder: string;
  /** Left out: TypeScript where the package is installed, as it imports that; else YAML. */
  readonly format?: ConfigFormat;
  /** Nothing is asked. */
  readonly yes: boolean;
  readonly force: boolean;
}

export const INIT_OPTIONS = { format: { type: 'string' }, yes: { type: 'boolean', short: 'y' }, force: { type: 'boolean' } } as const;

export const INIT_USAGE = `  canarybed init [folder]            write a configuration from what is found, and answers
      --format ts|json|yaml                default ts, where canarybed is not installed yaml
      --yes                                ask nothing
      --force                              write over a file that is there`;

interface Values {
  readonly format?: string | undefined;
  readonly yes?: boolean | undefined;
  readonly force?: boolean | undefined;
}

/** @throws ConfigError for a format that is none, and for more than one folder */
export function initOptions([folder = '.', more]: readonly string[], { format, yes = false, force = false }: Values): InitOptions {
  if (more !== undefined) throw new ConfigError(`init: expected one folder, found "${more}" too`);
  return { folder, ...(format === undefined ? {} : { format: oneOf('--format', format, CONFIG_FORMATS) }), yes, force };
}
