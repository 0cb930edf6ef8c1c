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

/** Wall seconds for which a start that listens may still begin to migrate. */
const AFTER_LISTENING = 2;

/** Wall seconds of a start that does not listen, and as a multiple of the unbroken one's boot. */
const LONGEST = { least: 10, boots: 10 };

/**
 * Boots a release on an empty database and looks whether its migration runner notes anything there.
 * @param bootSeconds wall seconds that its boot on a migrated one took
 * @returns undefined where the description says it, or there is nothing to migrate
 */
export async function startMigrates(testbed: Testbed, release: Release, bootSeconds: number, signal: AbortSignal): Promise<StartMigrates | undefined> {
  const { migrations, database } = release;
  if (!migrations || !database || migrations.atStart !== undefined || canSkip(migrations) || migrationFiles(release).length === 0) return undefined;
  if (!(await notesMigrations(testbed, release))) return 'unseen';
  const plan = planLaunch(release, [migrationFaults(release).skip()], release.healthCheck);
  const empty = await testbed.prepareDatabase(plan);
  try {
    const limit = Math.max(LONGEST.least, LONGEST.boots * bootSeconds);
    const instance = await testbed.launchOne({ plan, database: empty, clock: clockOf('realtime'), bootLimit: limit, onEvent: () => undefined });
    try {
      return (await notesSome(release, empty, instance, limit, signal)) ? 'yes' : 'no';
    } finally {
      await testbed.stopOne(instance);
    }
  } finally {
    await testbed.dropDatabase(empty);
  }
}

/** Whether what the runner notes can be found in a database that it has migrated. */
async function notesMigrations(testbed: Testbed, release: Release): Promise<boolean> {
  const migrated = await testbed.prepareDatabase(planLaunch(release, [], release.healthCheck));
  try {
    return await holdsNotes(release, migrated);
  } finally {
    await testbed.dropDatabase(migrated);
  }
}

const holdsNotes = async (release: Release, database: ScenarioDatabase | undefined): Promise<boolean> => database !== undefined && ((await countNoted(release, database))?.rows ?? 0) > 0;

async function notesSome(release: Release, database: ScenarioDatabase | undefined, instance: Instance, limit: number, signal: AbortSignal): Promise<boolean> {
  let giveUpAt = wallNow() + limit;
  for (let listened = false; ; await wallSleep(0.2, signal)) {
    signal.throwIfAborted();
    // Asked first: what it did before it ended is to be seen then.
    const isOver = instance.exits.length > 0 || wallNow() > giveUpAt;
    if (await holdsNotes(release, database)) return true;
    if (isOver) return false;
    if (instance.listening && !listened) {
      listened = true;
      giveUpAt = wallNow() + AFTER_LISTENING;
    }
  }
}
