import { migrationFaults } from '../../faults/migrations.js';
import { clockOf } from '../../model/clock.js';
import { canSkip } from '../../model/migrates-at-start.js';
import type { Release } from '../../model/release.js';
import { wallNow, wallSleep } from '../../model/wall-clock.js';
import type { Testbed } from '../../runner/testbed.js';
import { planLaunch } from '../../runtime/carry-out/plan.js';
import { migrationFiles } from '../../runtime/carry-out/migrations.js';
import { countNoted } from '../../runtime/carry-out/skipped-migrations.js';
import type { ScenarioDatabase } from '../../runtime/databases.js';
import type { Instance } from '../../runtime/instance.js';

/** Whether the start of a release was seen to migrate; `unseen` where its runner notes nothing that could be found. */
export type StartMigrates = 'yes' | 'no' | 'unseen';

/** Wall seconds for which a start that listens may still begin to migrate, and as a multiple of the unbroken one's boot. */
const AFTER_LISTENING = { least: 2, boots: 3 };

/** Wall seconds of a start that does not listen, and as a multiple of the unbroken one's boot. */
const LONGEST = { least: 10, boots: 10 };

/**
 * Boots a release on the schema before its last migration, or on an empty database where it has a single one, and looks whether
 * its migration runner notes more there. A start that only fills an empty database runs no migration of a release that follows.
 * @param bootSeconds wall seconds that its boot on a migrated one took
 * @returns undefined where the description says it, or there is nothing to migrate
 */
export async function startMigrates(testbed: Testbed, release: Release, bootSeconds: number, signal: AbortSignal): Promise<StartMigrates | undefined> {
  const { migrations } = release;
  if (!migrations || !release.database || migrations.atStart !== undefined || canSkip(migrations)) return undefined;
  const files = migrationFiles(release);
  if (files.length === 0) return undefined;
  const faults = migrationFaults(release);
  const plan = planLaunch(release, [files.length > 1 ? faults.pendingLast() : faults.skip()], release.healthCheck);
  const whole = await notedIn(testbed, release);
  const database = await testbed.prepareDatabase(plan);
  try {
    const before = await countIn(release, database);
    // A command that migrates whatever files there are leaves nothing to be run.
    if (!whole || before === undefined || before >= whole) return 'unseen';
    const limit = Math.max(LONGEST.least, LONGEST.boots * bootSeconds);
    const instance = await testbed.launchOne({ plan, database, clock: clockOf('realtime'), bootLimit: limit, onEvent: () => undefined });
    try {
      const grown = async (): Promise<boolean | undefined> => {
        const count = await countIn(release, database);
        return count === undefined ? undefined : count > before;
      };
      return await startOf(instance, grown, { limit, afterListening: Math.max(AFTER_LISTENING.least, AFTER_LISTENING.boots * bootSeconds) }, signal);
    } finally {
      await testbed.stopOne(instance);
    }
  } finally {
    await testbed.dropDatabase(database);
  }
}

/** How much the runner notes in a database that it has migrated. */
async function notedIn(testbed: Testbed, release: Release): Promise<number | undefined> {
  const migrated = await testbed.prepareDatabase(planLaunch(release, [], release.healthCheck));
  try {
    return await countIn(release, migrated);
  } finally {
    await testbed.dropDatabase(migrated);
  }
}

/** Undefined where it cannot be seen, as while the runner has locked its table. */
const countIn = async (release: Release, database: ScenarioDatabase | undefined): Promise<number | undefined> => database && (await countNoted(release, database))?.rows;

interface Limits {
  /** Wall seconds. */
  readonly limit: number;
  readonly afterListening: number;
}

async function startOf(instance: Instance, grown: () => Promise<boolean | undefined>, { limit, afterListening }: Limits, signal: AbortSignal): Promise<StartMigrates> {
  let giveUpAt = wallNow() + limit;
  let listenedAt: number | undefined;
  for (; ; await wallSleep(0.2, signal)) {
    signal.throwIfAborted();
    // Asked first: what it did before it ended is to be seen then.
    const isOver = instance.exits.length > 0 || wallNow() > giveUpAt;
    const seen = await grown();
    if (seen === true) return 'yes';
    if (isOver) return seen === undefined ? 'unseen' : 'no';
    if (instance.listening && listenedAt === undefined) {
      listenedAt = wallNow();
      giveUpAt = listenedAt + afterListening;
    }
    // Whoever has locked the table is at work there.
    if (seen === undefined && listenedAt !== undefined) giveUpAt = Math.min(listenedAt + limit, wallNow() + afterListening);
  }
}
