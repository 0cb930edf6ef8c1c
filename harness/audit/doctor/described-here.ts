import { ConfigError, describeError, EnvironmentError } from '../../model/errors.js';
import { NO_FLAGS } from '../config/config-flags.js';
import { lookForConfig } from '../config/find-config.js';
import { readAuditInput } from '../config/read-audit-input.js';
import type { AuditInput } from '../settings.js';

/** What a folder says of the app in it. */
export type Described =
  | { readonly kind: 'not at all' }
  | { readonly kind: 'wrongly'; readonly message: string; readonly exitCode: number }
  | { readonly kind: 'well'; readonly file: string; readonly input: AuditInput };

/** Reads the description that an audit in this folder would take; `dispose` of its input is the caller's. */
export async function describedHere(folder: string): Promise<Described> {
  try {
    const source = lookForConfig(NO_FLAGS, folder);
    if (source === undefined || source.kind === 'flags') return { kind: 'not at all' };
    return { kind: 'well', file: source.file, input: await readAuditInput(NO_FLAGS, folder) };
  } catch (error) {
    if (error instanceof ConfigError || error instanceof EnvironmentError) return { kind: 'wrongly', message: describeError(error), exitCode: error.exitCode };
    throw error;
  }
}
