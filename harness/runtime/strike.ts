import type { DependencyFault, Fault } from '../model/fault.js';
import type { KeyValueStore } from '../services/key-value-store.js';
import type { TcpLink } from '../services/tcp-link.js';
import { strikeDatabase } from './carry-out/database.js';
import type { Struck } from './carry-out/struck.js';
import { linkModeOf, strikeLink } from './carry-out/link.js';
import { holdMigrationLock } from './carry-out/migration-lock.js';
import { strikeStore } from './carry-out/store.js';
import type { Release } from '../model/release.js';
import type { ScenarioDatabase } from './databases.js';
import type { ProcessLife } from './process-life.js';

export interface StrikeTargets {
  readonly release: Release;
  readonly life: ProcessLife;
  readonly link?: TcpLink;
  readonly dependencies?: ReadonlyMap<string, TcpLink>;
  readonly store?: KeyValueStore;
  readonly database?: ScenarioDatabase;
}

/** Makes a timed fault happen to a running instance. */
export async function strikeFault(fault: Fault, { release, life, link, dependencies, store, database }: StrikeTargets): Promise<Struck> {
  if (fault.kind === 'database' && link && database) return strikeDatabase(fault, link, database);
  if (fault.kind === 'dependency') return strikeDependency(fault, dependencies?.get(fault.setting));
  if (fault.kind === 'store' && store && release.keyValueStore) return strikeStore(fault, release.keyValueStore, store);
  if (fault.kind === 'migration' && database && release.migrations) return holdMigrationLock(database, release.migrations);
  if (fault.kind === 'process' && fault.operator === 'stop') return pauseProcess(life);
  if (fault.kind === 'process') return killProcess(life);
  throw new Error(`${fault.summary} cannot strike a running instance`);
}

async function strikeDependency(fault: DependencyFault, link: TcpLink | undefined): Promise<Struck> {
  const mode = linkModeOf(fault);
  if (mode && link) return strikeLink(mode, link, fault.setting);
  throw new Error(`no link leads to a server that ${fault.setting} names`);
}

async function killProcess(life: ProcessLife): Promise<Struck> {
  const { current } = life;
  await current?.kill('SIGKILL');
  const exit = await current?.exited;
  return {
    sentence: `process ${current?.id} was ended`,
    evidence: () => Promise.resolve({ live: exit !== undefined, sentence: `it ended with ${exit?.signal ?? exit?.code}` }),
    end: () => Promise.resolve(),
  };
}

async function pauseProcess(life: ProcessLife): Promise<Struck> {
  const { current } = life;
  await current?.pause();
  let stopped = current !== undefined;
  return {
    sentence: `process ${current?.id} was stopped`,
    evidence: () => Promise.resolve({ live: current !== undefined, sentence: stopped ? 'it is still stopped' : 'it was stopped and runs again' }),
    async end() {
      await current?.resume();
      stopped = false;
    },
  };
}
