import { setTimeout as wait } from 'node:timers/promises';
import { engineStatus, findEngine, unlessGone, type Engine } from './engine.js';
import { isAbandoned, RUN_LABEL } from './labels.js';

const REMOVE_ATTEMPTS = 20;
const REMOVE_AGAIN_MS = 100;

/** What was removed, by name. */
export interface Swept {
  readonly containers: readonly string[];
  readonly networks: readonly string[];
}

/**
 * Removes what runs of this machine left behind whose own process is gone. Nothing where no engine answers. A network that the
 * engine takes for used is left to the next sweep: this run must not end for what another one left.
 */
export async function sweepContainers(): Promise<Swept> {
  const engine = await findEngine();
  return engine === undefined ? { containers: [], networks: [] } : removeLabelled(engine, RUN_LABEL, isAbandoned);
}

/**
 * Removes every container, with its volumes, and every network of a run.
 * @throws Error of the engine for a network that it takes for used
 */
export async function removeRun(engine: Engine, runId: string): Promise<Swept> {
  const swept = await removeLabelled(engine, `${RUN_LABEL}=${runId}`, () => true);
  const [stuck] = swept.used;
  if (stuck !== undefined) throw stuck;
  return swept;
}

async function removeLabelled(
  engine: Engine,
  label: string,
  mayGo: (labels: Readonly<Record<string, string>>) => boolean,
): Promise<Swept & { readonly used: readonly unknown[] }> {
  const { dockerode } = engine.container;
  const filters = { label: [label] };
  const containers = (await dockerode.listContainers({ all: true, filters })).filter(({ Labels }) => mayGo(Labels));
  await Promise.all(containers.map(({ Id }) => removeContainer(engine, Id)));
  // Networks last: one with a container in it cannot go.
  const networks = (await dockerode.listNetworks({ filters })).filter(({ Labels }) => mayGo(Labels ?? {}));
  const kept = await Promise.all(networks.map(({ Id }) => removeNetwork(engine, Id)));
  return {
    containers: containers.map(({ Names, Id }) => Names[0]?.replace(/^\//, '') ?? Id),
    networks: networks.filter((_, index) => kept[index] === undefined).map(({ Name }) => Name),
    used: kept.filter((error) => error !== undefined),
  };
}

/**
 * The engine may need a moment to take a container that was removed at the same time out of its network.
 * @returns its refusal, where it takes the network for used all the same
 */
async function removeNetwork(engine: Engine, id: string): Promise<unknown> {
  for (let left = REMOVE_ATTEMPTS; ; left -= 1) {
    try {
      await unlessGone(engine.network.getById(id).remove());
      return undefined;
    } catch (error) {
      if (engineStatus(error) !== 403) throw error;
      if (left <= 1) return error;
      await wait(REMOVE_AGAIN_MS);
    }
  }
}

/** Ends and removes a container with its volumes, whatever state it is in. */
export function removeContainer(engine: Engine, id: string): Promise<void> {
  return unlessGone(engine.container.getById(id).remove({ force: true, v: true }));
}
