import fc from 'fast-check';
import { describeTarget, describeUnchecked } from '../../../model/target-health-description.js';
import type { BalancerKind } from '../../../model/health-check.js';
import type { TargetState } from '../../../model/target-health.js';
import { healthBands, healthIn } from './health-bands.js';

const KINDS: readonly BalancerKind[] = ['classic', 'application', 'network'];
const STATES: readonly TargetState[] = ['initial', 'healthy', 'unhealthy', 'draining'];

test.each(KINDS.flatMap((kind) => STATES.map((state) => [kind, state] as const)))('words of a %s balancer for %s are read as that', (kind, state) => {
  for (const failures of [0, 1]) expect(healthIn(describeTarget(kind, { state, passes: 0, failures }, { outcome: 'timeout' }))).toBe(state);
});

test.each(KINDS)('a stopped machine behind a %s balancer is not used', (kind) => {
  expect(healthIn(describeUnchecked(kind, 'stopped'))).toBe('unused');
});

test('each state lasts until the next one begins, and the last one as long as was looked', () => {
  const transitions = [
    { instance: 'i-1', at: 1, state: 'initial', reasonCode: 'Elb.InitialHealthChecking', description: 'Initial health checks in progress' },
    { instance: 'i-1', at: 16, state: 'healthy' },
  ];
  expect(healthBands(transitions, 60)).toEqual([
    { from: 1, to: 16, state: 'initial', sentence: 'initial  Elb.InitialHealthChecking  Initial health checks in progress' },
    { from: 16, to: 60, state: 'healthy', sentence: 'healthy' },
  ]);
});

test('bands never overlap and leave no gap between the first and the last', () => {
  const states = fc.constantFrom('initial', 'healthy', 'unhealthy', 'draining', 'unused', 'InService', 'OutOfService');
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.integer({ min: 0, max: 100 }), states)), (drawn) => {
      const transitions = drawn.map(([at, state]) => ({ instance: 'i', at, state })).sort((a, b) => a.at - b.at);
      const bands = healthBands(transitions, 120);
      expect(bands.slice(1).every(({ from }, index) => from === bands[index]?.to)).toBe(true);
      if (transitions.length > 0) expect([bands[0]?.from, bands.at(-1)?.to]).toEqual([transitions[0]?.at, 120]);
    }),
  );
});
