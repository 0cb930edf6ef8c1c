import { clockOf } from '../../harness/model/clock.js';
import type { FleetPlan } from '../../harness/model/fleet-plan.js';
import type { Journal } from '../../harness/model/journal.js';
import type { Scenario } from '../../harness/model/scenario.js';
import type { Verdict } from '../../harness/model/verdict.js';
import { buildReleases } from '../../harness/runner/build-releases.js';
import { capacityWait } from '../../harness/runner/fleet-policies.js';
import { FleetStage } from '../../harness/runner/fleet-stage.js';
import { openTestbed } from '../../harness/runner/open-testbed.js';
import type { Testbed } from '../../harness/runner/testbed.js';
import { planLaunch } from '../../harness/runtime/carry-out/plan.js';
import type { ScenarioDatabase } from '../../harness/runtime/databases.js';
import type { LoadOrder } from './load.js';
import type { LoadCount } from './load-tally.js';
import { startLoad, type RunningLoad } from './start-load.js';

/** What a load got while a rollout happened in its middle, and what is to be seen of it at the other end. */
export interface LoadedRollout {
  readonly verdict: Verdict;
  readonly load: LoadCount;
  readonly seconds: number;
  /** Requests that were answered when the canary was launched, and when the last old instance had ended. */
  readonly rollout: { readonly from: number; readonly to: number };
  /** What the data plane was asked, and what it failed at by its own count. */
  readonly plane: { readonly requests: number; readonly failed: number };
  /** Lines that each instance logged, which is one for each request, and a few more. */
  readonly logged: readonly { readonly side: string; readonly lines: number }[];
  /** Rows of the table that were written meanwhile. */
  readonly rows: number;
}

export interface Load extends Pick<LoadOrder, 'total' | 'atOnce' | 'within'> {
  /** Table that each write adds a row to. */
  readonly table: string;
}

/** Nobody reads it: what is measured is what clients and the database saw. */
const NO_JOURNAL: Journal = { write: () => undefined };

/** Wall seconds within which the old fleet must be in service. */
const OLD_FLEET_LIMIT = 120;

/** Boots the fleets of a scenario in real time, and rolls the canary out when a third of the load has been answered. */
export async function rolloutUnderLoad(scenario: Scenario, fleets: FleetPlan, load: Load): Promise<LoadedRollout> {
  await buildReleases([scenario.release], 'embedded');
  const testbed = await openTestbed('embedded', true);
  const stop = (): void => void testbed.close();
  process.once('SIGINT', stop).once('SIGTERM', stop);
  try {
    return await onTestbed(testbed, scenario, fleets, load);
  } finally {
    process.off('SIGINT', stop).off('SIGTERM', stop);
    await testbed.close();
  }
}

async function onTestbed(testbed: Testbed, scenario: Scenario, fleets: FleetPlan, load: Load): Promise<LoadedRollout> {
  const plan = planLaunch(scenario.release, [], scenario.healthCheck);
  const database = await testbed.prepareDatabase(plan);
  if (!database) throw new Error(`expected a database of ${scenario.release.name}`);
  const clock = clockOf('realtime');
  const stopped = new Promise<never>((_, reject) => {
    testbed.onClose(() => {
      clock.stop();
      reject(new Error('the run was stopped'));
    });
  });
  stopped.catch(() => undefined);
  const boot = (): Promise<() => void> => Promise.resolve(() => undefined);
  const stage = await FleetStage.open({ scenario, fleets, planOf: () => plan, database, clock, testbed, journal: NO_JOURNAL, bootLimit: 60, answersOf: () => [], boot });
  const groups = { old: stage.group('old', fleets.old.instances), canary: stage.group('canary', scenario.instances) };
  let users: RunningLoad | undefined;
  try {
    groups.old.start();
    const served = await stage.until(() => stage.inService('old') === fleets.old.instances, OLD_FLEET_LIMIT);
    if (!served) throw new Error(`the old fleet did not come into service within ${OLD_FLEET_LIMIT} s`);
    const before = await rowsIn(database, load.table);
    const { publicHost, users: requests } = scenario.release;
    const { total, atOnce, within, table } = load;
    users = startLoad({ door: stage.plane.address, publicHost, requests, total, atOnce, within });
    await Promise.race([users.third, stopped]);
    const from = users.answered();
    const verdict = await Promise.race([capacityWait(stage, groups), stopped]);
    const to = users.answered();
    const { count, seconds } = await Promise.race([users.over, stopped]);
    return {
      verdict,
      load: count,
      seconds,
      rollout: { from, to },
      plane: stage.plane.counters(),
      logged: stage.members.all.map(({ side, instance }) => ({ side, lines: instance.logs.written })),
      rows: (await rowsIn(database, table)) - before,
    };
  } finally {
    await users?.end();
    await Promise.all(Object.values(groups).map((group) => group.stop({ terminate: false })));
    clock.stop();
    await stage.quiet();
  }
}

async function rowsIn(database: ScenarioDatabase, table: string): Promise<number> {
  const { rows } = await database.admin(`select count(*)::integer as rows from ${table}`);
  return (rows as { rows: number }[])[0]?.rows ?? Number.NaN;
}
