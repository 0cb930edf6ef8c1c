import type { Fault } from '../../model/fault.js';
import { SHOP_RELEASE, SMALL_RELEASE } from '../../model/release.testing.js';
import { planLaunch } from './plan.js';

const { healthCheck } = SMALL_RELEASE;
const loopback: Fault = { kind: 'request', operator: 'loopback-only', summary: 'bound to loopback' };

test('a release without faults is launched as it is', () => {
  expect(planLaunch(SMALL_RELEASE, [], healthCheck)).toEqual({
    release: SMALL_RELEASE,
    faults: [],
    schema: 'migrated',
    edits: [],
    written: [],
    settings: {},
    process: { command: ['node', 'server.js'], nodeOptions: [], respawn: false },
    healthCheck,
    rightCheck: healthCheck,
  });
});

test('each fault changes its own part of the plan', () => {
  const faults: Fault[] = [
    { kind: 'file', operator: 'remove', path: 'a', summary: '' },
    { kind: 'process', operator: 'memory-limit', megabytes: 12, respawn: true, summary: '' },
    { kind: 'request', operator: 'wrong-path', path: '/no', summary: '' },
    loopback,
  ];
  const plan = planLaunch(SHOP_RELEASE, faults, healthCheck);
  expect(plan).toMatchObject({
    edits: [{ path: 'a', mode: 'remove' }],
    settings: { BIND_ADDRESS: '127.0.0.1' },
    process: { nodeOptions: ['--max-old-space-size=12'], respawn: true },
    healthCheck: { target: 'HTTP:80/no' },
  });
});

test('an app without a setting for its address is not bound elsewhere', () => {
  expect(planLaunch(SMALL_RELEASE, [loopback], healthCheck).settings).toEqual({});
});
