import type { ProbeForm } from './health-check.js';

/**
 * When a fault of the surroundings strikes: before the first process starts, when the port opens, when the first
 * health check passes, a number of wall seconds after the process started, or a number of seconds of the rollout's
 * clock after the rollout began or the canary was accepted.
 */
export type Onset = 'boot' | 'listening' | 'passing' | { readonly seconds: number } | PhaseOnset;

export interface PhaseOnset {
  readonly after: RolloutPhase;
  readonly seconds: number;
}

/** Moments of a rollout from which a late fault counts. */
export type RolloutPhase = 'rollout' | 'accepted';

/** Whether an onset counts from a moment of the rollout. */
export const isPhaseOnset = (onset: unknown): onset is PhaseOnset => typeof onset === 'object' && onset !== null && 'after' in onset;

/** A setting of the release is changed. The real value is known only at launch, so the operator is kept as data. */
export interface EnvFault {
  readonly kind: 'env';
  readonly operator: 'set' | 'unset' | 'empty' | 'garble' | 'swap';
  readonly key: string;
  readonly value?: string;
  readonly other?: string;
}

/** A file of the release's working copy is changed; `path` is relative to the release's folder. */
export interface FileFault {
  readonly kind: 'file';
  readonly operator: 'remove' | 'replace' | 'break' | 'substitute';
  readonly path: string;
  /** What `substitute` looks for. */
  readonly find?: string;
  readonly content?: string;
}

/** A page is broken where it is made: in its template. */
export interface PageFault {
  readonly kind: 'page';
  readonly operator: 'remove' | 'blank' | 'break-template' | 'throw' | 'slow' | 'not-found';
  readonly path: string;
  /** The template's new text; null removes the file. */
  readonly edit: { readonly mode: 'replace' | 'prepend'; readonly text: string } | null;
}

export interface MigrationFault {
  readonly kind: 'migration';
  readonly operator:
    | 'skip'
    | 'skip-last'
    | 'pending-last'
    | 'further'
    | 'failing'
    | 'half-applied'
    | 'lock-held'
    | 'slow'
    | 'schema-ahead'
    | 'fake-applied'
    | 'conflicting';
  /** Wall seconds, of `slow` and of a lock that is let go. */
  readonly seconds?: number;
  /** SQL of `further`, `failing` and `half-applied`. */
  readonly sql?: string;
}

export interface ProcessFault {
  readonly kind: 'process';
  readonly operator:
    | 'crash-on-start'
    | 'never-listen'
    | 'listen-late'
    | 'exit-after-checks'
    | 'exit-after'
    | 'block-event-loop'
    | 'stop'
    | 'memory-limit'
    | 'port-kept'
    | 'few-descriptors'
    | 'read-only-disk';
  readonly exitCode?: number;
  /** Of an exit or a stop that comes late in the rollout. */
  readonly onset?: PhaseOnset;
  /** Wall seconds: of a late start, until an exit or a block begins. */
  readonly seconds?: number;
  /** Wall seconds that a block or a stop lasts; left out: for good. */
  readonly lasts?: number;
  readonly checks?: number;
  readonly megabytes?: number;
  /** Files and sockets that the process may have open, of `few-descriptors`. */
  readonly descriptors?: number;
  /** Of `never-listen`: the program is kept from beginning, since none but Node can be kept from listening alone. */
  readonly held?: boolean;
  readonly respawn?: boolean;
}

export interface DatabaseFault {
  readonly kind: 'database';
  readonly operator:
    | 'down'
    | 'hung'
    | 'slow'
    | 'reset'
    | 'cut'
    | 'read-only'
    | 'connections-exhausted'
    | 'password-rotated'
    | 'table-missing'
    | 'table-dropped'
    | 'wrong-password'
    | 'wrong-name'
    | 'wrong-host'
    | 'wrong-port';
  readonly onset: Onset;
  /** Wall seconds after which the fault ends; left out: it stays. */
  readonly lasts?: number;
  /** Milliseconds added in each direction by `slow`. */
  readonly latencyMs?: number;
  /** Bytes that pass to the app before `cut` breaks the connection. */
  readonly bytes?: number;
  readonly table?: string;
  /** Of `password-rotated`: open sessions are ended, as they are sooner or later. */
  readonly endSessions?: boolean;
}

/** Another server that a setting of the release names, as one instance meets it. */
export interface DependencyFault {
  readonly kind: 'dependency';
  readonly operator: 'down' | 'hung' | 'slow' | 'reset';
  readonly setting: string;
  readonly onset: Onset;
  /** Wall seconds after which the fault ends; left out: it stays. */
  readonly lasts?: number;
  /** Milliseconds added in each direction by `slow`. */
  readonly latencyMs?: number;
}

/** What stands between the balancer and the app, or how the check is wired. */
export interface RequestFault {
  readonly kind: 'request';
  readonly operator:
    | 'host-not-allowed'
    | 'redirected'
    | 'auth'
    | 'wrong-path'
    | 'wrong-port'
    | 'loopback-only'
    | 'user-agent-filtered'
    | 'rate-limited'
    | 'no-content'
    | 'missing-length'
    | 'slow-answer'
    | 'status'
    | 'asked-otherwise';
  /** Of `asked-otherwise`. */
  readonly form?: ProbeForm;
  readonly path?: string;
  readonly port?: number;
  readonly hosts?: readonly string[];
  readonly pattern?: string;
  readonly status?: number;
  /** Requests allowed in each window of `seconds`. */
  readonly requests?: number;
  readonly seconds?: number;
  /** Answers bent this way, counted from the first; left out: all of them. */
  readonly times?: number;
  /** Of the answers that would be bent, only each so many-th is. */
  readonly every?: number;
  /** Checks that pass unbent before the first bent one. */
  readonly after?: number;
}

/** How the instance metadata service answers an instance. */
export interface MetadataFault {
  readonly kind: 'metadata';
  readonly operator: 'tokens-expired' | 'disabled' | 'silent' | 'slow' | 'tokens-required';
  /** Wall seconds, of `slow`. */
  readonly seconds?: number;
}

/** What is wrong with the key-value store that a release reads its settings from, as one instance meets it. */
export interface StoreFault {
  readonly kind: 'store';
  /** The first three are there from the start on; the others have an onset. */
  readonly operator: 'key-missing' | 'key-empty' | 'stale-value' | 'down' | 'hung' | 'changed';
  /** Setting whose key it is. */
  readonly key?: string;
  /** Of `stale-value`, what plain reads are told; of `changed`, what is written: left out, the key is removed. */
  readonly value?: string;
  readonly onset: Onset;
  /** Wall seconds after which the fault ends; left out: it stays. */
  readonly lasts?: number;
}

export type FaultBody =
  | EnvFault
  | FileFault
  | PageFault
  | MigrationFault
  | ProcessFault
  | DatabaseFault
  | DependencyFault
  | RequestFault
  | MetadataFault
  | StoreFault;

/** A named change to a release, or a bend in its surroundings: plain data, carried out by runtime and services. */
export type Fault = FaultBody & { readonly summary: string };

/** The moment of a rollout from which a fault counts; undefined where it has another onset, or none. */
export function phaseOnsetOf(fault: FaultBody): PhaseOnset | undefined {
  const onset = 'onset' in fault ? fault.onset : undefined;
  return isPhaseOnset(onset) ? onset : undefined;
}

/** `kind.operator`, the name by which reports and tests count faults. */
export const faultName = (fault: FaultBody): string => `${fault.kind}.${fault.operator}`;

/** The setting to which a fault gives a value that nothing else tells, for secrets to be known by. */
export function givenByFault(fault: FaultBody): Readonly<Record<string, string>> {
  if (fault.kind !== 'env' && fault.kind !== 'store') return {};
  return fault.key === undefined || fault.value === undefined ? {} : { [fault.key]: fault.value };
}
