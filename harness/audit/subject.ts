import type { Release } from '../model/release.js';

/** A setting of the release, and what it seems to be. */
export interface LearnedSetting {
  readonly name: string;
  /** Value that the release is given; undefined for one that the process asks for and is not given. */
  readonly value?: string;
  readonly looks: 'url' | 'secret' | 'port' | 'host' | 'number' | 'flag' | 'text';
  /** Whether the process was seen to read it; undefined where that cannot be observed. */
  readonly read?: boolean;
}

export interface LearnedTable {
  readonly name: string;
  readonly columns: readonly string[];
  /** Whether users' requests were seen to read it or write it; undefined where that was not observed. */
  readonly used?: boolean;
}

/** Another server that a setting names, and which answered when the release was learned. */
export interface LearnedDependency {
  readonly setting: string;
  readonly host: string;
  readonly port: number;
  readonly optional: boolean;
}

/** Templates and static files that the unbroken release was seen to read late, and not before. */
export interface ReadLate {
  /** Read by nothing before its port was open, the commands that fill its database among it, and read afterwards. */
  readonly onceOpen: readonly string[];
  /** Sheets, pictures and fonts that nothing but the request for the file itself made it read: no start, no health check, no page. */
  readonly whenFetched: readonly string[];
}

/** What was found out about a release by looking at it and by running it once. Paths are relative to its folder. */
export interface Learned {
  readonly settings: readonly LearnedSetting[];
  /** Names of the migrations in the order in which they are applied. */
  readonly migrations: readonly string[];
  readonly templates: readonly string[];
  readonly statics: readonly string[];
  /** Of the migrated database, without the migration runner's own. */
  readonly tables: readonly LearnedTable[];
  readonly dependencies: readonly LearnedDependency[];
  /** Whether a health check makes the app talk to its database; undefined where that was not observed. */
  readonly healthAsksDatabase?: boolean;
  /** Settings of dependencies that a health check makes the app talk to. */
  readonly healthAsks: readonly string[];
  /** Undefined where reads are not observed. */
  readonly readLate?: ReadLate;
  /** Whether the process is started by Node. */
  readonly node: boolean;
  /** What was looked at and is not broken, with the reason, a sentence each; no value of a setting beyond host and port. */
  readonly leftOut?: readonly string[];
  /** Seed by which a part was drawn of files or assets that there are too many of; undefined: all were learned. */
  readonly drawnBy?: number;
  /** Settings of servers that did not answer: another time they may. */
  readonly silent?: readonly string[];
}

/** What is audited: a release whose users' requests are complete, and what is known of it. */
export interface Subject {
  readonly release: Release;
  readonly learned: Learned;
}
