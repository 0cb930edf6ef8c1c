import { clockOf } from '../model/clock.js';
import type { Release } from '../model/release.js';
import { planLaunch } from '../runtime/carry-out/plan.js';
import type { ScenarioDatabase } from '../runtime/databases.js';
import { launchInstance } from '../runtime/launch.js';
import { isTaken } from '../runtime/taken-port.js';
import { askPages } from '../traffic/ask-pages.js';
import { LONGEST_PATIENCE } from '../traffic/patience.js';
import { awaitHealth, HEALTH_LIMIT } from './await-health.js';
import type { TemplateParts } from './template.js';

/** Wall seconds in which an app that was asked to end does so, with all that it had still to write. */
const END_LIMIT = 5;

/** Ours among the addresses of instances, which begin after it. */
const FILLING = { id: 'i-00000000000000001', privateAddress: '10.0.1.4' };

const REFUSAL = {
  who: 'the unbroken release, booted once to fill its database,',
  remedy: 'Make it start on an empty database; or give it its tables by migrations, and data by a seed.',
};

/**
 * Boots an instance of the release on a new database, with all that stands around an instance, so that it makes its
 * tables, and has users ask for all they ask for once, so that there is something in them.
 * @param limit wall seconds in which it must be healthy
 * @throws EnvironmentError with evidence when it ends, or is not healthy in time; when its one port is taken
 */
export async function fillByApp(release: Release, database: ScenarioDatabase, parts: TemplateParts, limit = HEALTH_LIMIT): Promise<void> {
  const { adapter, postgres, copyOf, signal = new AbortController().signal } = parts;
  const { kind } = adapter;
  const plan = planLaunch(release, [], release.healthCheck);
  const copy = await copyOf(release);
  const taken = kind === 'embedded' && (await isTaken(release.port.instancePort));
  const instance = await launchInstance(adapter, {
    ...FILLING,
    // One that ends has told why, and would tell the same again.
    plan: { ...plan, process: { ...plan.process, respawn: false } },
    clock: clockOf('realtime'),
    copy,
    bootLimit: limit,
    signal,
    database,
    postgres,
    onEvent: () => undefined,
  });
  try {
    const { address } = await awaitHealth(instance, { release, kind, taken, signal, limit, refusal: REFUSAL });
    await askPages(release.users, { address: () => address, publicHost: release.publicHost, patience: LONGEST_PATIENCE });
  } finally {
    await instance.stop(END_LIMIT);
  }
}
