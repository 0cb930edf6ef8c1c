import { SMALL_RELEASE } from '../model/release.testing.js';
import { rolloutLength } from '../runner/rollout-length.js';
import type { Mutant } from './mutant.js';
import { scenarioOfMutant } from './scenario-of-mutant.js';

const BESIDE_OLD: Mutant = {
  id: 'set-setting:KEY', area: 'old-fleet', operator: 'set-setting', target: 'KEY', summary: 'KEY is other', faults: [], breaks: 'release', files: [], old: { faults: [] },
};

test('the rollout of a mutant beside an old fleet is short enough to be repeated in real time, whatever the balancer', () => {
  const release = { ...SMALL_RELEASE, balancer: 'application', healthCheck: { ...SMALL_RELEASE.healthCheck, matcher: '200' } } as const;
  const scenario = scenarioOfMutant(BESIDE_OLD, release);
  expect(rolloutLength(scenario, scenario.deadline)).toBeLessThanOrEqual(300);
});
