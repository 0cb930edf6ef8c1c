import type { RuntimeKind } from '../model/scenario.js';
import type { SocketAddress } from '../services/socket-address.js';

/** One real Postgres server, shared by a run. */
export interface PostgresServer {
  readonly version: string;
  /** URL of a superuser, as the harness reaches it. */
  readonly adminUrl: string;
  /** Where the server listens, as the harness (and so the TCP link) reaches it. */
  readonly address: SocketAddress;
}

export interface ProcessSpec {
  /** Id of the instance, unique in the run: part of container names and folder names. */
  readonly name: string;
  readonly command: readonly string[];
  /** The whole environment of the process, but for what the operating system itself needs (PATH). */
  readonly env: Readonly<Record<string, string>>;
  /** Host folder to run in: the instance's private working copy of the release. */
  readonly folder: string;
  /** True when files of `folder` differ from the release's; the containers adapter then mounts it over the image's. */
  readonly folderChanged: boolean;
  /** True when the app must not be able to write in `folder`. */
  readonly folderReadOnly?: boolean;
  /** Host files that the process must be able to read under the same path (preload scripts). */
  readonly extraFiles: readonly string[];
  readonly image?: { readonly name: string; readonly folder: string };
  /** Setting that tells the app its port, or an empty text; the adapter chooses the value, which also stands for `{port}` in command and env. */
  readonly portSetting: string;
  /** Port that the app listens on whatever it is told; the adapter's choice where each app has an address of its own. */
  readonly fixedPort?: number;
  /** Every line of stdout and stderr, in order. */
  onLine(line: string): void;
}

export interface ProcessExit {
  readonly code: number | null;
  readonly signal: string | null;
}

/** One started process (or container) of an instance; a respawn makes another. */
export interface RunningProcess {
  /** Process id or container id, for messages. */
  readonly id: string;
  /** Where the app's port is, as the prober reaches it; never an address that answers for a dead app. */
  readonly address: SocketAddress;
  readonly exited: Promise<ProcessExit>;
  kill(signal: NodeJS.Signals): Promise<void>;
  pause(): Promise<void>;
  resume(): Promise<void>;
  /** CPU seconds used so far; 0 where that cannot be read. */
  cpuSeconds(): Promise<number>;
  /** The environment that the process was really given; undefined where it cannot be read. */
  environment(): Promise<Readonly<Record<string, string>> | undefined>;
  /** Shell line with which a person looks inside (`docker exec ...`, `cd ... `). */
  readonly shellLine: string;
}

/** What a runtime must be able to do; everything else is built on these and is the same for both. */
export interface RuntimeAdapter {
  readonly kind: RuntimeKind;
  /** Host on which our own services (link, metadata) listen, and by which the app reaches them. */
  readonly serviceHost: string;
  startPostgres(): Promise<PostgresServer>;
  startProcess(spec: ProcessSpec): Promise<RunningProcess>;
  /**
   * Resolves when no other instance has the port that apps listen on whatever they are told; the returned function lets
   * the next one have it. Left out: each app has an address of its own.
   * @throws EnvironmentError when a program that is not of this run has it; the signal's reason when that is aborted.
   */
  occupyPort?(port: number, signal?: AbortSignal): Promise<() => void>;
  /** Ends every process and removes everything that the adapter made. Safe to call twice. */
  close(): Promise<void>;
}

/** Whether a runtime can be used on this machine, and if not, what to do. */
export type Availability =
  | { readonly usable: true; readonly detail: string }
  | { readonly usable: false; readonly reason: string; readonly remedy: string };
