import { defineScenario } from '../define-scenario.js';
import { fleetPlanOf } from '../define-fleets.js';
import { faultsFor } from '../faults/index.js';
import { ConfigError } from '../model/errors.js';
import type { Fault, PhaseOnset } from '../model/fault.js';
import type { FleetPlan } from '../model/fleet-plan.js';
import { scenarioOf, SHOP_RELEASE } from '../model/release.testing.js';
import type { Scenario } from '../model/scenario.js';
import { checkFleets } from './check-fleets.js';
import { makeShop } from './release-folder.testing.js';

const fault = faultsFor<string, string, string>(SHOP_RELEASE);
const late = (after: PhaseOnset['after'], seconds: number): Fault => fault.database.down({ onset: { after, seconds } });
const mistyped = late('canary' as PhaseOnset['after'], 5);

const PLAN = fleetPlanOf({ expect: 'accepted', old: 2, bake: 60 }, 1) as FleetPlan;
const beside = (fleets: Partial<FleetPlan>, scenario: Partial<Scenario> = {}): Scenario => scenarioOf({ ...scenario, fleets: { ...PLAN, ...fleets } });
const alone = (...faults: Fault[]): Scenario => scenarioOf({ faults });
const canary = (...faults: Fault[]): Scenario => beside({}, { faults });
const old = (...faults: Fault[]): Scenario => beside({ old: { instances: 2, faults } });
const group = (change: Partial<FleetPlan['group']>): Scenario => beside({ group: { ...PLAN.group, ...change } });
const refresh = (preferences: object, scenario: Partial<Scenario> = { instances: 2 }): Scenario =>
  beside({ rollout: { policy: 'instance-refresh', ...preferences } }, scenario);

test.each<[string, Scenario]>([
  ['a canary that is alone', alone()],
  ['faults of a canary that is alone, of its check too', alone(fault.request.wrongPath(), fault.request.wrongPort(81), fault.database.down({ onset: { seconds: 900 } }))],
  ['a rollout with every default', beside({})],
  ['a fault of either fleet that strikes from the start', beside({ old: { instances: 2, faults: [fault.database.down()] } }, { faults: [fault.request.status({ status: 500 })] })],
  ['a fault at the moment of acceptance', canary(late('accepted', 0))],
  ['one in the last second of the bake', canary(late('accepted', 60))],
  ['one in the last second of the longest rollout', canary(late('rollout', 80 + 60))],
  ['one of the old fleet in that second', old(late('rollout', 80 + 60))],
  ['a process that ends late in the bake', canary(fault.process.exitAfter({ onset: { after: 'accepted', seconds: 60 } }))],
  ['slow start of an application balancer', beside({ slowStart: 30 }, { balancer: 'application' })],
  ['the longest draining', beside({ draining: 3600 })],
  ['a group that looks all the time and has no grace', group({ gracePeriod: 0, healthCheckPeriod: 1 })],
  ['a refresh of as many instances as there are', refresh({})],
  ['a refresh with preferences that go together', refresh({ minHealthyPercentage: 50, maxHealthyPercentage: 100, checkpointPercentages: [50, 100], checkpointDelay: 172_800 })],
  ['of two groups the sizes may differ', beside({}, { instances: 5 })],
])('%s can be played', (_, scenario) => expect(() => checkFleets(scenario)).not.toThrow());

test.each<[string, Scenario, string]>([
  [
    'a late fault where nothing is rolled out',
    alone(late('rollout', 5)),
    'fault "the database is down 5 s after the rollout began": it counts from a moment of a rollout: expected "old", the number of old instances, too',
  ],
  [
    'a late exit where nothing is rolled out',
    alone(fault.process.exitAfter({ onset: { after: 'accepted', seconds: 5 } })),
    'fault "the process ends 5 s after the canary was accepted": it counts from a moment of a rollout: expected "old", the number of old instances, too',
  ],
  ['a moment that is none', canary(mistyped), `fault "${mistyped.summary}": expected onset.after to be rollout or accepted, found "canary"`],
  ['such a moment for the old fleet', old(mistyped), `fault "${mistyped.summary}": expected onset.after to be rollout or accepted, found "canary"`],
  ['a moment before its own', canary(late('rollout', -1)), 'fault "the database is down -1 s after the rollout began": expected onset.seconds of 0 or more, found -1'],
  ['seconds that are no number', canary(late('rollout', Number.NaN)), 'expected onset.seconds of 0 or more, found NaN'],
  ['a moment that never comes', canary(late('accepted', Number.POSITIVE_INFINITY)), 'expected onset.seconds of 0 or more, found Infinity'],
  [
    'a fault after the bake',
    canary(late('accepted', 61)),
    'fault "the database is down 61 s after the canary was accepted": it would strike 61 s after "accepted", and the rollout is over 60 s after that; make "bake" longer',
  ],
  ['a fault after the longest rollout', canary(late('rollout', 141)), 'it would strike 141 s after "rollout", and the rollout is over 140 s after that; make "bake" longer'],
  ['a fault of the old fleet after it', old(late('rollout', 141)), 'it would strike 141 s after "rollout", and the rollout is over 140 s after that; make "bake" longer'],
  ['the second of several faults', canary(fault.database.hung(), late('accepted', 0), late('accepted', 99)), 'it would strike 99 s after "accepted"'],
  [
    'a check of the canary at a path of its own',
    canary(fault.request.wrongPath()),
    `fault "${fault.request.wrongPath().summary}" of the canary: both fleets are behind one check; set "healthCheck.target" for both instead`,
  ],
  [
    'a check of the old fleet at a port of its own',
    old(fault.database.down(), fault.request.wrongPort(81)),
    `fault "${fault.request.wrongPort(81).summary}" of the old fleet: both fleets are behind one check; set "healthCheck.target" for both instead`,
  ],
  ['slow start of a classic balancer', beside({ slowStart: 30 }), "slowStart: classic balancers have none; expected balancer: 'application', or no slowStart"],
  ['slow start of a network balancer', beside({ slowStart: 30 }, { balancer: 'network' }), "slowStart: network balancers have none; expected balancer: 'application', or no slowStart"],
  ['draining for more than an hour', beside({ draining: 3601 }), 'draining: expected at most 3600 s, found 3601 s'],
  ['a refresh that would grow the group', refresh({}, { instances: 3 }), 'an instance refresh replaces the old instances one for one: expected instances: 2, found 3'],
  ['a refresh that would shrink it', refresh({}, { instances: 1 }), 'an instance refresh replaces the old instances one for one: expected instances: 2, found 1'],
  ['a group that never looks', group({ healthCheckPeriod: 0 }), 'Auto Scaling group canary: healthCheckPeriod: expected more than 0 seconds, found 0; give 5 to 60'],
  ['grace of no number', group({ gracePeriod: Number.NaN }), 'Auto Scaling group canary: healthCheckGracePeriod: expected 0 or more seconds, found NaN; give seconds'],
  [
    'preferences that do not go together',
    refresh({ maxHealthyPercentage: 110 }),
    'Instance refresh of canary: preferences: expected minHealthyPercentage beside maxHealthyPercentage, found none; give both',
  ],
  [
    'checkpoints that go back',
    refresh({ checkpointPercentages: [50, 20] }),
    'Instance refresh of canary: preferences.checkpointPercentages: expected ascending whole numbers from 1 to 100, found 50, 20; sort them, each once',
  ],
  ['a wait of more than two days', refresh({ bakeTime: 172_801 }), 'Instance refresh of canary: preferences.bakeTime: expected 0 to 172800 seconds, found 172801; give seconds'],
])('%s is refused', (_, scenario, message) => {
  expect(() => checkFleets(scenario)).toThrow(ConfigError);
  expect(() => checkFleets(scenario)).toThrow(message);
});

test('whoever writes such a scenario is told the file and the line', () => {
  const shop = makeShop();
  try {
    const define = () =>
      defineScenario(shop.release, 'a long drain', { expect: 'accepted', old: 2, draining: '61m' }, { file: '/shop/scenarios/fleets.scenario.ts', line: 12 });
    expect(define).toThrow(ConfigError);
    expect(define).toThrow('/shop/scenarios/fleets.scenario.ts:12: scenario "a long drain": draining: expected at most 3600 s, found 3660 s');
  } finally {
    shop.remove();
  }
});
