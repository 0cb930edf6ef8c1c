import { FLEET_DEFAULTS } from '../model/fleet-plan.js';
import { scenarioOf } from '../model/release.testing.js';
import type { Scenario } from '../model/scenario.js';
import { longestInRealTime, rolloutLength } from './rollout-length.js';

const beside = (changes: Partial<Scenario> = {}, draining = 60): Scenario =>
  scenarioOf({ balancer: 'application', deadline: 80, fleets: { ...FLEET_DEFAULTS, old: { instances: 1, faults: [] }, bake: 30, draining }, ...changes });

test.each<[string, Scenario, number]>([
  ['is that of its verdict', scenarioOf(), 45],
  ['and that of the bake and of the deregistration delay', beside(), 45 + 30 + 60],
  ['without the delay where the balancer does not wait for all of it', beside({ balancer: 'classic' }), 45 + 30],
])('the length of a rollout %s', (_, scenario, length) => expect(rolloutLength(scenario, 45)).toBe(length));

test.each<[string, Scenario, number]>([
  ['its deadline and a minute', scenarioOf({ deadline: 80 }), 140],
  ['beside an old fleet, which has as long to come into service, and the bake and the delay', beside(), 80 + 80 + 30 + 60 + 60],
])('in real time nothing is given up before %s', (_, scenario, seconds) => expect(longestInRealTime(scenario)).toBe(seconds));
