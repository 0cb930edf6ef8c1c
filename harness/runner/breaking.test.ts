import { faultsFor } from '../faults/index.js';
import { scenarioOf } from '../model/release.testing.js';
import { breakRelease } from './2-break.js';
import { makeShop } from './release-folder.testing.js';

const shop = makeShop();
afterAll(() => shop.remove());

const { release } = shop;
const fault = faultsFor<string, string, string>(release);

test('a good release is launched as it is, and checked as the scenario says', () => {
  const healthCheck = { ...release.healthCheck, interval: 5, timeout: 2 };
  expect(breakRelease(scenarioOf({ release, healthCheck }))).toEqual({
    release, faults: [], schema: 'migrated', edits: [], written: [], settings: {}, healthCheck, rightCheck: healthCheck,
    process: { command: ['node', 'server.js'], nodeOptions: [], respawn: false },
  });
});

test('every fault of a scenario is in its plan, whatever its family', () => {
  const faults = [fault.page.remove('item'), fault.migration.skipLast(), fault.process.listenLate({ seconds: 4 }), fault.request.wrongPort(81), fault.request.loopbackOnly()];
  expect(breakRelease(scenarioOf({ release, faults }))).toMatchObject({
    faults,
    schema: 'before-last',
    edits: [{ path: 'views/item.ejs', mode: 'remove' }],
    settings: { MIGRATE: 'false', BIND_ADDRESS: '127.0.0.1' },
    process: { command: ['sh', '-c', expect.stringContaining('sleep 4') as string, 'sh', 'node', 'server.js'] },
    healthCheck: { target: 'HTTP:81/health' },
  });
});

test('breaking a release changes neither the release nor the scenario', () => {
  const scenario = scenarioOf({ release, faults: [fault.env.unset('GREETING'), fault.migration.failing(), fault.request.wrongPath()] });
  const before = structuredClone(scenario);
  breakRelease(scenario);
  expect(scenario).toEqual(before);
});
