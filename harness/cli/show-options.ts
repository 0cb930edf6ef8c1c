import { wholeNumber } from './serve-options.js';
import { ConfigError } from '../model/errors.js';

/** What the command `show` is told. */
export interface ShowOptions {
  readonly folder: string;
  readonly host: string;
  /** 0: a free one. */
  readonly port: number;
}

/** Those of `serve` that it takes, too. */
export const SHOW_OPTIONS = ['host', 'port'] as const;

export const SHOW_USAGE = `  canarybed show [folder]            serve the report of a run or an audit, live while it goes
                                     on, or wait for one (left out: reports/)
      --host address, --port n             default 127.0.0.1 and a free one`;

/** @throws ConfigError for more than one folder, and a port that is none */
export function showOptions(folders: readonly string[], { host = '127.0.0.1', port = '0' }: { readonly host?: string | undefined; readonly port?: string | undefined }): ShowOptions {
  const [folder = 'reports', ...more] = folders;
  if (more.length > 0) throw new ConfigError(`show: expected one folder, found ${folders.join(' and ')}`);
  return { folder, host, port: wholeNumber('--port', port, 0, 65_535) };
}
