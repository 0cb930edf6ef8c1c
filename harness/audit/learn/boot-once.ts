import { clockOf } from '../../model/clock.js';
import type { Release } from '../../model/release.js';
import { wallNow } from '../../model/wall-clock.js';
import { awaitHealth, HEALTH_LIMIT, NeverHealthy, type Healthy } from '../../runner/await-health.js';
import type { Testbed } from '../../runner/testbed.js';
import { planLaunch, type LaunchPlan } from '../../runtime/carry-out/plan.js';
import type { ScenarioDatabase } from '../../runtime/databases.js';
import type { Instance } from '../../runtime/instance.js';
import { isTaken } from '../../runtime/taken-port.js';
import { NOT_OBSERVED, observeSettings, type Reads } from './observe-settings.js';

/** The unbroken release, up and healthy. */
export interface Booted extends Healthy {
  readonly instance: Instance;
  readonly database: ScenarioDatabase | undefined;
  /** What its processes have read so far. */
  reads(): Reads;
  /** Ends it, and drops its database. */
  stop(): Promise<void>;
}

/** Share of the limit that a boot without observation has at least: whoever waits for a release that is broken waits for both. */
const SECOND_SHARE = 1 / 3;

/**
 * Boots the release under observation. Where it ends under it, or is never healthy, it is booted again without: what is
 * seen is then less, and the fault is never ours.
 * @param limit wall seconds in which it must be healthy under observation; both boots together may take four thirds of that
 * @param onListening told of each boot that it listens, before anything is asked of it
 * @throws EnvironmentError with evidence when it does not pass its health check
 */
export async function bootOnce(testbed: Testbed, release: Release, signal: AbortSignal, limit = HEALTH_LIMIT, onListening?: () => void): Promise<Booted> {
  const boot = (planned: LaunchPlan, seconds: number, reads: () => Reads): Promise<Booted> => bootWithin(testbed, planned, { signal, limit: seconds, reads, onListening });
  const plan = planLaunch(release, [], release.healthCheck);
  // In a container the file of names would not be there.
  if (testbed.adapter.kind !== 'embedded') return boot(plan, limit, () => NOT_OBSERVED);
  const { plan: observed, reads } = observeSettings(plan, testbed.workplace('observed'));
  const begunAt = wallNow();
  try {
    return await boot(observed, limit, reads);
  } catch (error) {
    const { node, python } = reads();
    if (!(error instanceof NeverHealthy) || !(node || python)) throw error;
    const left = limit - (wallNow() - begunAt);
    const isShort = left < limit * SECOND_SHARE;
    try {
      return await boot(plan, isShort ? limit * SECOND_SHARE : left, () => NOT_OBSERVED);
    } catch (again) {
      // The one that had more time shows more.
      throw isShort && again instanceof NeverHealthy ? error : again;
    }
  }
}

interface Booting {
  readonly signal: AbortSignal;
  readonly limit: number;
  readonly reads: () => Reads;
  readonly onListening: (() => void) | undefined;
}

async function bootWithin(testbed: Testbed, plan: LaunchPlan, { signal, limit, reads, onListening }: Booting): Promise<Booted> {
  const { release } = plan;
  const { kind } = testbed.adapter;
  const database = await testbed.prepareDatabase(plan);
  const taken = kind === 'embedded' && (await isTaken(release.port.instancePort));
  const instance = await testbed.launchOne({ plan, database, clock: clockOf('realtime'), bootLimit: limit, onEvent: () => undefined });
  const stop = async (): Promise<void> => {
    await testbed.stopOne(instance);
    await testbed.dropDatabase(database);
  };
  try {
    return { ...(await awaitHealth(instance, { release, kind, taken, signal, limit, ...(onListening ? { onListening } : {}) })), instance, database, reads, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
