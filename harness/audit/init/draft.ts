import type { BalancerKind, HealthCheck } from '../../model/health-check.js';
import type { MigrationsFormat } from './finding.js';

type Command = string | readonly string[];

/** The part of a configuration that can be found out; its keys in the order in which they are written. */
export interface DraftConfig {
  readonly name?: string;
  readonly image?: string;
  readonly command?: Command;
  readonly build?: Command;
  readonly port?: number;
  readonly portSetting?: string;
  readonly fixedPort?: boolean;
  readonly bindSetting?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly envFile?: string | readonly string[];
  readonly health?: string;
  readonly healthCheck?: Partial<Omit<HealthCheck, 'form'>>;
  readonly balancer?: BalancerKind;
  readonly pages?: readonly string[];
  readonly postgres?: string;
  readonly migrations?: { readonly command: Command; readonly folder: string; readonly format?: MigrationsFormat; readonly table?: string };
  readonly templates?: readonly string[];
  readonly static?: readonly string[];
  readonly dependencies?: readonly string[];
  readonly gracePeriod?: number;
  readonly capacityTimeout?: number;
}
export type DraftKey = keyof DraftConfig;

/** A value of a configuration, where it comes from, and what else could have been taken. */
export interface Entry {
  readonly key: DraftKey;
  readonly value: unknown;
  /** Sentences, such as `port 3000 from Dockerfile EXPOSE` and `not 8080 from compose.yaml, service web, ports`. */
  readonly told: readonly string[];
}

export interface Draft {
  readonly entries: readonly Entry[];
  /** What is still to be given or looked at, a sentence each. */
  readonly missing: readonly string[];
}

export const configOf = ({ entries }: Draft): DraftConfig => Object.fromEntries(entries.map(({ key, value }) => [key, value]));
