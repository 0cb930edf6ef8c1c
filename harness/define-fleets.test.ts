import { expectedOfFleets, fleetPlanOf, type FLEET_OPTIONS } from './define-fleets.js';
import { defineScenario } from './define-scenario.js';
import { faultsFor } from './faults/index.js';
import { ConfigError } from './model/errors.js';
import type { Expectation, ScenarioOptions, ScenarioSettings } from './model/scenario.js';
import { makeShop } from './runner/release-folder.testing.js';

const shop = makeShop();
const { release } = shop;
const fault = faultsFor<string, string, string>(release);

afterAll(() => shop.remove());

const define = (options: Record<string, unknown>) =>
  defineScenario(release, 'a rollout', { expect: 'accepted', ...options } as ScenarioOptions, { file: '/shop/scenarios/fleets.scenario.ts', line: 3 });
const plan = (options: Record<string, unknown>, instances = 1) => fleetPlanOf({ expect: 'accepted', ...options } as ScenarioSettings, instances);

test('a canary that is alone has no fleet plan, and its harm is its own', () => {
  expect(plan({})).toBeUndefined();
  expect(define({})).not.toHaveProperty('fleets');
  expect(expectedOfFleets({ expect: 'accepted', harm: 'hurt' })).toEqual({ harm: 'hurt' });
});

test('what a rollout beside an old fleet leaves out has a default, and nothing is left open', () => {
  expect(define({ old: 2 }).fleets).toEqual({
    old: { instances: 2, faults: [] },
    rollout: { policy: 'capacity-wait' },
    group: { healthCheckType: 'ELB', gracePeriod: 300, healthCheckPeriod: 10, neverHealthy: 'keep', suspended: [] },
    bake: 0,
    faulty: Number.POSITIVE_INFINITY,
    draining: 300,
    slowStart: 0,
    usersPerSecond: 5,
  });
});

test('what a rollout says goes before the defaults', () => {
  const said = {
    old: { instances: 3, fault: fault.process.stop() },
    rollout: { policy: 'instance-refresh', minHealthyPercentage: 50, checkpointPercentages: [50, 100] },
    group: { healthCheckType: 'EC2', gracePeriod: '1m', healthCheckPeriod: 5, neverHealthy: 'replace', suspended: ['Terminate'] },
    bake: '2m',
    faulty: 1,
    draining: '90s',
    slowStart: '30s',
    balancer: 'application',
    usersPerSecond: 20,
    instances: 3,
  };
  expect(define(said).fleets).toMatchObject({
    old: { instances: 3, faults: [{ operator: 'stop' }] },
    rollout: said.rollout,
    group: { healthCheckType: 'EC2', gracePeriod: 60, healthCheckPeriod: 5, neverHealthy: 'replace', suspended: ['Terminate'] },
    bake: 120,
    faulty: 1,
    draining: 90,
    slowStart: 30,
    usersPerSecond: 20,
  });
});

test.each<[string, Record<string, unknown>, object]>([
  ['several faults of the old fleet keep their order', { old: { instances: 1, fault: [fault.process.stop(), fault.database.down()] } }, { old: { faults: [{ operator: 'stop' }, { operator: 'down' }] } }],
  ['an old fleet that is described may have no fault', { old: { instances: 1 } }, { old: { instances: 1, faults: [] } }],
  ['without draining requests are cut', { old: 1, draining: false }, { draining: 0 }],
  ['a policy may be a word', { old: 1, rollout: 'all-at-once' }, { rollout: { policy: 'all-at-once' } }],
  ['none of the canary may have the fault', { old: 1, faulty: 0 }, { faulty: 0 }],
  ['the longest slow start', { old: 1, slowStart: '15m', balancer: 'application' }, { slowStart: 900 }],
  ['the largest old fleet', { old: 10 }, { old: { instances: 10 } }],
])('%s', (_, options, expected) => expect(define(options).fleets).toMatchObject(expected));

const NEEDS_OLD: Record<Exclude<(typeof FLEET_OPTIONS)[number], 'old'>, unknown> = {
  rollout: 'all-at-once', group: {}, bake: '1s', faulty: 1, draining: false, slowStart: '30s', usersPerSecond: 1, users: { errors: 0 }, replacements: 0, oldFleet: 'gone',
};

test.each(Object.entries(NEEDS_OLD))('%s means nothing without an old fleet', (name, value) => {
  expect(() => define({ [name]: value })).toThrow(`"${name}" speaks of a rollout beside an old fleet: expected "old", the number of its instances, too`);
});

test.each<[string, Record<string, unknown>, string]>([
  ['harm of an old fleet that is not there', { harm: { old: 'hurt' } }, '"harm" speaks of a rollout beside an old fleet: expected "old", the number of its instances, too'],
  ['no old instance', { old: 0 }, 'old: expected a whole number from 1 to 10, found 0'],
  ['too many old instances', { old: 11 }, 'old: expected a whole number from 1 to 10, found 11'],
  ['half an old instance', { old: { instances: 1.5 } }, 'old: expected a whole number from 1 to 10, found 1.5'],
  ['an old fleet of no number', { old: {} }, 'old: expected a whole number from 1 to 10, found undefined'],
  ['a mistyped fault of the old fleet', { old: { instances: 1, faults: [] } }, 'old: expected only instances, fault, found "faults"'],
  ['a fault of the old fleet that cannot be applied', { old: { instances: 1, fault: fault.file.remove('no.json') } }, 'fault "no.json is missing": expected a file in'],
  ['a policy that is none', { old: 1, rollout: 'blue-green' }, 'rollout: expected capacity-wait, all-at-once, instance-refresh or { terraform: folder }, found "blue-green"'],
  ['a policy without its name', { old: 1, rollout: {} }, 'rollout: expected capacity-wait, all-at-once, instance-refresh or { terraform: folder }, found "undefined"'],
  ['a mistyped preference', { old: 1, rollout: { policy: 'instance-refresh', minHealthy: 50 } }, 'rollout: expected only policy, minHealthyPercentage, maxHealthyPercentage, instanceWarmup, checkpointPercentages, checkpointDelay, bakeTime, autoRollback, found "minHealthy"'],
  ['a preference of another policy', { old: 1, rollout: { policy: 'all-at-once', bakeTime: 60 } }, 'rollout: expected only policy, found "bakeTime"'],
  ['a mistyped setting of the group', { old: 1, group: { grace: '5m' } }, 'group: expected only healthCheckType, gracePeriod, healthCheckPeriod, neverHealthy, suspended, found "grace"'],
  ['a health check type that is none', { old: 1, group: { healthCheckType: 'elb' } }, 'group.healthCheckType: expected EC2 or ELB, found "elb"'],
  ['a fate that is none', { old: 1, group: { neverHealthy: 'end' } }, 'group.neverHealthy: expected keep or replace, found "end"'],
  ['a process that is none', { old: 1, group: { suspended: ['Terminate', 'Heal'] } }, 'group.suspended: expected Launch or Terminate or HealthCheck or ReplaceUnhealthy or AddToLoadBalancer, found "Heal"'],
  ['a grace period that cannot be read', { old: 1, group: { gracePeriod: 'long' } }, "group.gracePeriod: expected seconds or a text such as '1.5s'"],
  ['a health check period that cannot be read', { old: 1, group: { healthCheckPeriod: -1 } }, "group.healthCheckPeriod: expected seconds or a text such as '1.5s'"],
  ['a bake time that cannot be read', { old: 1, bake: '5' }, "bake: expected seconds or a text such as '1.5s'"],
  ['a draining time that cannot be read', { old: 1, draining: 'all' }, "draining: expected seconds or a text such as '1.5s'"],
  ['a slow start that cannot be read', { old: 1, slowStart: 'x' }, "slowStart: expected seconds or a text such as '1.5s'"],
  ['a slow start that is too short', { old: 1, slowStart: '29s' }, 'slowStart: expected 0 or 30 to 900 s, found 29 s'],
  ['a slow start that is too long', { old: 1, slowStart: '901s' }, 'slowStart: expected 0 or 30 to 900 s, found 901 s'],
  ['more faulty instances than there are', { old: 1, faulty: 3, instances: 2 }, 'faulty: expected a whole number from 0 to 2, found 3'],
  ['half a faulty instance', { old: 1, faulty: 0.5 }, 'faulty: expected a whole number from 0 to 1, found 0.5'],
  ['no user', { old: 1, usersPerSecond: 0 }, 'usersPerSecond: expected a whole number from 1 to 200, found 0'],
  ['too many users', { old: 1, usersPerSecond: 201 }, 'usersPerSecond: expected a whole number from 1 to 200, found 201'],
  ['a number of errors that is none', { old: 1, users: { errors: -1 } }, 'users.errors: expected a number or { atLeast: number }, found -1'],
  ['a least number of errors that is none', { old: 1, users: { errors: { atLeast: 1.5 } } }, 'users.errors: expected a number or { atLeast: number }, found {"atLeast":1.5}'],
  ['a most number of errors, which there is not', { old: 1, users: { errors: { atMost: 1 } } }, 'users.errors: expected a number or { atLeast: number }, found {"atMost":1}'],
  ['a mistyped expectation of users', { old: 1, users: { error: 0 } }, 'users: expected only errors, found "error"'],
  ['a number of replacements that is none', { old: 1, replacements: 0.5 }, 'replacements: expected a number or { atLeast: number }, found 0.5'],
  ['an end of the old fleet that is none', { old: 1, oldFleet: 'drained' }, 'oldFleet: expected untouched or gone or changed, found "drained"'],
  ['a harm that is none', { old: 1, harm: { old: 'dead' } }, 'harm: expected one of fine, hurt, found "dead"'],
  ['a fleet that is none', { old: 1, harm: { young: 'fine' } }, 'expected only the fleets of harm canary, old, found "young"'],
  ['a pace for each fleet', { old: 1, pace: { old: 'fast' } }, 'pace: expected fast or realtime, found {"old":"fast"}'],
])('%s is refused', (_, options, message) => {
  expect(() => define(options)).toThrow(ConfigError);
  expect(() => define(options)).toThrow(message);
});

describe('what is expected when a rollout does not say', () => {
  const expectation = (options: Record<string, unknown>): Omit<Expectation, 'verdict' | 'because'> => {
    const { verdict: _verdict, because: _because, ...rest } = define(options['expect'] === 'rejected' ? { because: 'pages', ...options } : options).expectation;
    return rest;
  };

  test.each<[string, Record<string, unknown>, Omit<Expectation, 'verdict'>]>([
    ['an accepted canary hurts nobody', { old: 1 }, { harm: 'fine', oldHarm: 'fine', userErrors: 0 }],
    ['a refused one hurts nobody either, whatever it would have given them', { old: 1, expect: 'rejected' }, { oldHarm: 'fine', userErrors: 0 }],
    ['a refused one that would have hurt them never met them', { old: 1, expect: 'rejected', harm: 'hurt' }, { harm: 'hurt', oldHarm: 'fine', userErrors: 0 }],
    ['a single word speaks of the canary', { old: 1, harm: 'fine' }, { harm: 'fine', oldHarm: 'fine', userErrors: 0 }],
    ['of an accepted one that hurts, nobody can say how many errors there are', { old: 1, harm: 'hurt' }, { harm: 'hurt', oldHarm: 'fine' }],
    ['nor of an old fleet that is hurt', { old: 1, harm: { old: 'hurt' } }, { harm: 'fine', oldHarm: 'hurt' }],
    ['also when the canary is refused', { old: 1, expect: 'rejected', harm: { old: 'hurt' } }, { oldHarm: 'hurt' }],
    ['both fleets apart', { old: 1, harm: { canary: 'hurt', old: 'fine' } }, { harm: 'hurt', oldHarm: 'fine' }],
    ['what is said of users goes before', { old: 1, users: { errors: { atLeast: 1 } } }, { harm: 'fine', oldHarm: 'fine', userErrors: { atLeast: 1 } }],
    ['also where nothing could be said', { old: 1, harm: 'hurt', users: { errors: 3 } }, { harm: 'hurt', oldHarm: 'fine', userErrors: 3 }],
    ['replacements and the end of the old fleet are as they are said', { old: 1, replacements: 2, oldFleet: 'gone' }, { harm: 'fine', oldHarm: 'fine', userErrors: 0, replacements: 2, oldFleet: 'gone' }],
  ])('%s', (_, options, expected) => expect(expectation(options)).toEqual(expected));
});
