import { createHash } from 'node:crypto';
import { toSeconds } from '../model/duration.js';
import { FLEET_DEFAULTS } from '../model/fleet-plan.js';
import { validateHealthCheck } from '../model/health-check-rules.js';
import type { Release } from '../model/release.js';
import type { Scenario } from '../model/scenario.js';
import { checkFaults } from '../runner/check-faults.js';
import { checkFleets } from '../runner/check-fleets.js';
import type { Mutant } from './mutant.js';

/** Seconds of the rollout's clock for which an old fleet and a mutant are looked at after the verdict. */
const BAKE = 30;

/**
 * Seconds that requests to a deregistered instance may still take: longer than any user waits, and so few that a rollout
 * whose skipped time is not to be trusted can be repeated in real time.
 */
const DRAINING = 60;

/** Letters of a mutant's id that its scenario's has. */
const LONGEST_NAME = 60;

/**
 * The rollout of a mutant: alone, or beside one old instance that serves users. It is expected to be accepted only
 * because something has to be; what counts is read from its end.
 * @throws ConfigError for faults that do not apply to the release, or a check that AWS would not take
 */
export function scenarioOfMutant({ id, faults, old, summary, operator }: Mutant, release: Release): Scenario {
  const { balancer } = release;
  checkFaults(release, faults);
  if (old) checkFaults(release, old.faults);
  const scenario: Scenario = {
    id: scenarioId(id),
    title: `${id}: ${summary}`,
    family: operator,
    location: { file: release.folder, line: 1 },
    release,
    faults,
    expectation: { verdict: 'accepted' },
    healthCheck: validateHealthCheck(release.healthCheck, balancer),
    balancer,
    deadline: toSeconds(release.deadline, 'deadline'),
    settle: toSeconds(release.settle, 'settle'),
    instances: 1,
    ...(old ? { fleets: { ...FLEET_DEFAULTS, old: { instances: 1, faults: old.faults }, bake: BAKE, draining: DRAINING } } : {}),
  };
  checkFleets(scenario);
  return scenario;
}

/** Paths and signs of the id would not do as a name; what is lost of them a hash keeps apart. Pure. */
export function scenarioId(mutant: string): string {
  const name = mutant.toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '').slice(0, LONGEST_NAME);
  return `${name}-${createHash('sha256').update(mutant).digest('hex').slice(0, 8)}`;
}
