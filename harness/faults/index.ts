import type { Release } from '../model/release.js';
import { databaseFaults, type DatabaseFaults } from './database.js';
import { dependencyFaults, type DependencyFaults } from './dependency.js';
import { envFaults, type EnvFaults } from './env.js';
import { fileFaults, type FileFaults } from './files.js';
import { metadataFaults, type MetadataFaults } from './metadata.js';
import { migrationFaults, type MigrationFaults } from './migrations.js';
import { pageFaults, type PageFaults } from './pages.js';
import { processFaults, type ProcessFaults } from './process.js';
import { requestFaults, type RequestFaults } from './request.js';
import { storeFaults, type StoreFaults } from './store.js';

/** Every fault that can be built for an app, by family. Names of settings, pages, tables, keys and dependencies are the app's own. */
export interface Faults<S extends string, P extends string, T extends string, K extends string = S, N extends string = S> {
  readonly env: EnvFaults<S>;
  readonly file: FileFaults;
  readonly page: PageFaults<P>;
  readonly migration: MigrationFaults;
  readonly process: ProcessFaults;
  readonly database: DatabaseFaults<T>;
  readonly dependency: DependencyFaults<N>;
  readonly request: RequestFaults;
  readonly metadata: MetadataFaults;
  readonly store: StoreFaults<K>;
}

export const faultsFor = <S extends string, P extends string, T extends string, K extends string = S, N extends string = S>(
  release: Release,
): Faults<S, P, T, K, N> => ({
  env: envFaults<S>(),
  file: fileFaults(),
  page: pageFaults<P>(release),
  migration: migrationFaults(release),
  process: processFaults(release),
  database: databaseFaults<T>(release),
  dependency: dependencyFaults<N>(release),
  request: requestFaults(release),
  metadata: metadataFaults(release),
  store: storeFaults<K>(release),
});
