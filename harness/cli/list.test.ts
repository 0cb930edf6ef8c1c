import { faultsFor } from '../faults/index.js';
import { scenarioOf, SHOP_RELEASE } from '../model/release.testing.js';
import { listJson, listLines } from './list.js';

const fault = faultsFor<string, string, string>(SHOP_RELEASE);

const SCENARIOS = [
  scenarioOf(),
  scenarioOf({
    title: 'a crash at boot', family: 'process', faults: [fault.process.crashOnStart(), fault.database.down()], balancer: 'network',
    expectation: { verdict: 'rejected', because: { exitCode: 1, log: /no such table/ } },
  }),
];

test('each scenario is a line: family, verdict, reason, title', () => {
  expect(listLines(SCENARIOS)).toEqual([
    'control            accepted: a good release',
    'process            rejected because exitCode=1+log=/no such table/: a crash at boot',
  ]);
});

test('programs get the same, with place, faults and health check, as plain JSON', () => {
  const list = listJson(SCENARIOS);
  expect(JSON.parse(JSON.stringify(list))).toStrictEqual(list);
  expect(list).toEqual([
    {
      title: 'a good release', family: 'control', file: 'scenarios/control.scenario.ts', line: 7, faults: [],
      expect: 'accepted', harm: 'fine', balancer: 'classic', healthCheck: SHOP_RELEASE.healthCheck,
    },
    {
      title: 'a crash at boot', family: 'process', file: 'scenarios/control.scenario.ts', line: 7, faults: ['process.crash-on-start', 'database.down'],
      expect: 'rejected', because: 'exitCode=1+log=/no such table/', balancer: 'network', healthCheck: SHOP_RELEASE.healthCheck,
    },
  ]);
});

test('of no scenarios there is nothing to list', () => expect([listLines([]), listJson([])]).toEqual([[], []]));
