import type { EnvFault } from '../model/fault.js';
import { SMALL_RELEASE } from '../model/release.testing.js';
import { planLaunch } from '../runtime/carry-out/plan.js';
import { rolloutEntry } from './instance-entry.js';

const RELEASE = { ...SMALL_RELEASE, env: { SECRET_KEY: 'kettle', DISK: 'ok' } };
const unset: EnvFault & { summary: string } = { kind: 'env', operator: 'unset', key: 'SECRET_KEY', summary: 'SECRET_KEY is not set' };

test('a launch tells which settings are places of the run, and which faults made others', () => {
  const plan = planLaunch(RELEASE, [unset], RELEASE.healthCheck);
  expect(rolloutEntry('a', 'fast', plan, { DISK: 'ok', DATABASE_URL: 'postgres://127.0.0.1:40001/a' })).toMatchObject({ placed: ['DATABASE_URL'], bent: ['SECRET_KEY'] });
});

test('of an unbroken release without places there is nothing to tell', () => {
  const entry = rolloutEntry('a', 'fast', planLaunch(RELEASE, [], RELEASE.healthCheck), RELEASE.env);
  expect(Object.keys(entry)).toEqual(['type', 'scenario', 'pace', 'env', 'healthPath']);
});
