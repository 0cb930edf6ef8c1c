import type { Duration } from './duration.js';
import type { BalancerKind, HealthCheck } from './health-check.js';
import type { AwsDescription } from './localstack.js';

/** A request as a user sends it; its answer on the control is what every other answer is compared with. */
export interface UserRequest {
  readonly name: string;
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** What a good answer has at least; the control's own must have it too. */
  readonly expect?: { readonly status?: number; readonly text?: string };
  /** Requests of one journey are sent one after the other, with the cookies that the ones before were given. */
  readonly journey?: string;
}

/** Part of the health answer: a check's name, and those checks without which it cannot pass either. */
export type Checks<C extends string = string> = Readonly<Record<C, { readonly needs?: readonly C[] }>>;

export interface DatabaseDescription {
  /** The setting that carries the connection URL. */
  readonly setting: string;
  /** SQL file, relative to the release's folder, that gives the migrated template its data. */
  readonly seed?: string;
  /** Command that does the same, run in the release's folder under its settings. */
  readonly seedCommand?: readonly string[];
  /** The app makes its tables when it starts, and users' requests give them data: it is booted once to make the template. */
  readonly filledBy?: 'app';
  readonly tables: readonly string[];
}

export interface MigrationsDescription {
  /** Folder of the migrations' files, relative to the release's folder. */
  readonly folder: string;
  /**
   * SQL files (the default), applied in the order of their names, the migrations of a Django app with this label, or
   * files in a language that is not known here, in the order of their names.
   */
  readonly format?: 'sql' | 'files' | { readonly django: string };
  /** Command that migrates and ends. */
  readonly command: readonly string[];
  /** Settings under which the release starts without migrating; none, and no `atStart`: its start command does not migrate. */
  readonly skipWith: Readonly<Record<string, string>>;
  /** The start command migrates, also where no setting keeps it from that. */
  readonly atStart?: boolean;
  /** Table in which the runner notes what it applied; only a held lock needs it, where there is no advisory one. */
  readonly table?: string;
  /** Key of the advisory lock that the runner takes, where it takes one. */
  readonly advisoryLock?: string;
}

/** Settings that a release reads over Consul's key-value API at boot, instead of from its environment. */
export interface KeyValueStoreDescription {
  /** Setting that carries the store's URL. */
  readonly setting: string;
  /** Folder of the keys, without a slash at its end; each key is named as its setting. */
  readonly prefix: string;
  /** Settings of the release, or that of its database, which are kept there. */
  readonly holds: readonly string[];
}

/** A setting that names another server: a URL, or host and port. Each instance reaches it through a link of its own. */
export interface DependencyDescription {
  readonly setting: string;
  /** Users are served without it, so a check that needs it refuses good releases. */
  readonly optional?: boolean;
}

/** What gets deployed, described once: code, settings, migrations, pages, start command, and how it is checked. */
export interface Release {
  readonly name: string;
  /** Absolute folder; each instance runs in a copy of its own. */
  readonly folder: string;
  /** Files of it that no copy has, relative to it: settings that the app would read by itself, whatever it is given. */
  readonly leaveOut?: readonly string[];
  /** Run once, in `buildFolder`, before the control. */
  readonly build?: { readonly command: readonly string[]; readonly folder: string };
  /**
   * Image of the containers runtime, the folder inside it that holds the release, and the command (in the build's
   * folder) that brings it up to date.
   */
  readonly image?: {
    readonly name: string;
    readonly folder: string;
    readonly build?: readonly string[];
    /** The release's own folder is laid over the image's, whatever that holds. */
    readonly overlaid?: boolean;
  };
  readonly command: readonly string[];
  /**
   * The app writes into the files of its dependencies (below node_modules, vendor, .venv, site-packages), so that each
   * instance gets its own; left out, instances share them, and a write into one is refused.
   */
  readonly copyDependencies?: boolean;
  readonly env: Readonly<Record<string, string>>;
  /** Setting that names the port to listen on, and the instance port that the balancer addresses. */
  readonly port: {
    readonly setting: string;
    readonly instancePort: number;
    /** Port that the app listens on whatever it is told: one copy of it runs at a time. */
    readonly fixed?: number;
  };
  /** Setting that names the address to bind to, where the app has one. */
  readonly bind?: { readonly setting: string };
  /** Settings under which the app asks the instance metadata service for its private address. */
  readonly metadata?: { readonly setting: string };
  /** Setting by which a release knows its id, where its health answer carries that as `releaseId`. */
  readonly releaseId?: { readonly setting: string };
  readonly publicHost: string;
  /** Services of AWS that the app uses; it finds all of them at one endpoint. */
  readonly aws?: AwsDescription;
  readonly database?: DatabaseDescription;
  readonly migrations?: MigrationsDescription;
  readonly keyValueStore?: KeyValueStoreDescription;
  readonly dependencies?: readonly DependencyDescription[];
  /** Setting that carries host:port of a collector to which the release ships its log, as syslog or over HTTP. */
  readonly collector?: { readonly setting: string };
  /** Programs and files of the machine that the embedded runtime needs for it, as absolute paths, and how to get them. */
  readonly programs?: { readonly paths: readonly string[]; readonly remedy: string };
  /**
   * Text in a line of the log by which the release says that its start is over, well or not: where something before it
   * (a proxy) opens the port at once.
   */
  readonly bootedLine?: string;
  readonly templates?: 'ejs' | 'django';
  /** User pages by path, with the template file that makes each. */
  readonly pages: Readonly<Record<string, { readonly template: string }>>;
  readonly users: readonly UserRequest[];
  readonly checks: Checks;
  readonly healthCheck: HealthCheck;
  readonly balancer: BalancerKind;
  readonly deadline: Duration;
  readonly settle: Duration;
  readonly respawn: boolean;
}
