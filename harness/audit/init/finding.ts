import type { BalancerKind } from '../../model/health-check.js';

/** Where things are found, the one that wins over those behind it first. */
export const SOURCES = ['terraform', 'Dockerfile', 'compose', 'Procfile', 'package.json', 'framework', 'env file', 'code', 'guess'] as const;
export type Source = (typeof SOURCES)[number];

export type MigrationsFormat = 'sql' | 'files' | { readonly django: string };

/** What is looked for. Periods in seconds, paths of files relative to the app's folder. */
export interface Facts {
  readonly name: string;
  /** As a shell would be given it. */
  readonly command: string;
  readonly build: string;
  readonly image: string;
  readonly port: number;
  readonly portSetting: string;
  readonly bindSetting: string;
  /** Without a value where only its name is known. */
  readonly setting: { readonly name: string; readonly value?: string };
  readonly envFile: string;
  /** Setting that such a file holds. */
  readonly held: { readonly file: string; readonly name: string };
  readonly health: string;
  /** A classic balancer's, whole. */
  readonly target: string;
  readonly interval: number;
  readonly timeout: number;
  readonly healthyThreshold: number;
  readonly unhealthyThreshold: number;
  readonly matcher: string;
  readonly balancer: BalancerKind;
  readonly page: string;
  /** Setting that carries the URL of Postgres. */
  readonly postgres: string;
  /** That the app talks to Postgres, whatever setting says where. */
  readonly usesPostgres: true;
  readonly migrateCommand: string;
  readonly migrationsFolder: { readonly folder: string; readonly format: MigrationsFormat };
  readonly migrationsTable: string;
  readonly templates: string;
  readonly statics: string;
  /** Setting that names another server. */
  readonly dependency: string;
  readonly gracePeriod: number;
  readonly capacityTimeout: number;
  /** A script of package.json, which others may call by its name. */
  readonly script: { readonly name: string; readonly command: string };
  /** What could not be taken, and why. */
  readonly note: string;
}

export type FactKey = keyof Facts;

export type FindingOf<K extends FactKey> = {
  readonly key: K;
  readonly value: Facts[K];
  /** File and what in it, such as `Dockerfile EXPOSE`. */
  readonly from: string;
  readonly source: Source;
};

export type Finding = { [K in FactKey]: FindingOf<K> }[FactKey];

/** Makes findings of one place. Undefined values find nothing. */
export type Finder = <K extends FactKey>(key: K, value: Facts[K] | undefined, what?: string) => Finding[];

/** @param place the file, or what of the machine, for people */
export const finder = (source: Source, place: string): Finder => (key, value, what) =>
  value === undefined ? [] : [{ key, value, from: what === undefined ? place : `${place} ${what}`, source } as Finding];

/** Reads one sort of file. Pure. */
export interface FileDetector {
  /** Whether it reads the file of this path, which is relative to the app's folder and has slashes. */
  reads(path: string): boolean;
  /** @param paths all files of the folder */
  find(path: string, text: string, paths: readonly string[]): Finding[];
}
