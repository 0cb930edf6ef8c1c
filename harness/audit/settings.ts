import type { AuditArea } from '../model/audit.js';
import type { Deployment } from '../model/audit-journal.js';
import type { Release } from '../model/release.js';
import type { ConfigSource } from './config/find-config.js';

/** A mutant, by its id or the beginning of it before a `*`, that is not run, and why. */
export interface IgnoreRule {
  readonly mutant: string;
  readonly reason: string;
}

/** What is audited, as a configuration, flags, or a file that calls `defineApp` describe it. */
export interface AuditInput {
  readonly release: Release;
  /** Folders or files of templates, and of what browsers fetch beside pages, relative to the release's folder; undefined: to be looked for. */
  readonly templates?: readonly string[];
  readonly statics?: readonly string[];
  /** Tables that are broken; undefined: all that are found in the migrated database, but those of migration runners. */
  readonly tables?: readonly string[];
  readonly ignore: readonly IgnoreRule[];
  /** Which checks a health answer names and whether each failed, where no known format fits. */
  readonly readChecks?: (body: string) => Readonly<Record<string, boolean>>;
  /** Run before each mutant, one at a time, where the app keeps its data where no clone of ours reaches. */
  readonly reset?: readonly string[];
  /** Wall seconds for which an accepted mutant whose users are fine so far is watched at least; undefined: one true gap. */
  readonly watchFor?: number;
  readonly deployment: Deployment;
  /** The only runtime in which it can be booted; undefined: any. */
  readonly runtime?: 'containers';
  /** Absolute paths of the files by which it is described, those of settings among them. */
  readonly sources?: readonly string[];
  /** How it is described; a file as it was named, from the folder in which the audit was asked for. */
  readonly describedIn?: ConfigSource;
  /** Removes what was made to read it. To be called when the audit is over, however it ended. */
  dispose?(): Promise<void>;
}

/** Which mutants are run, and what is made of them. */
export interface AuditSelection {
  readonly areas: readonly AuditArea[];
  readonly operators: readonly string[];
  readonly ignore: readonly IgnoreRule[];
  /** Most mutants that are run; of each operator's a part is taken, by the seed. */
  readonly max?: number;
  readonly seed: number;
  /** Git ref since which files must have changed for a mutant to be run. */
  readonly since?: string;
}

/** What is audited, and the seed by which a part is drawn of what there is too much of. */
export type SeededInput = AuditInput & Pick<AuditSelection, 'seed'>;
