import { otherKindRows } from './other-kind-rows.js';

const ROLLOUT = { began: 0, env: {}, instances: [], probes: [], transitions: [], phases: [], activities: [], users: [] };

test('a check in the form of a kind and its decision stand side by side, for each instance', () => {
  const rollout = {
    ...ROLLOUT,
    otherKinds: [{ instance: 'i-1', kind: 'network', sentence: 'would pass' }, { instance: 'i-2', kind: 'network', sentence: 'would fail' }, { instance: 'i-2', kind: 'tcp', sentence: 'connected' }],
    otherDecisions: [{ instance: 'i-2', kind: 'network', sentence: 'in service at 5 s' }],
  };
  expect(otherKindRows({ rollout, otherKinds: [], otherDecisions: [] })).toEqual([
    { kind: 'network', instance: 'i-1', check: 'would pass' },
    { kind: 'network', instance: 'i-2', check: 'would fail', decision: 'in service at 5 s' },
    { kind: 'tcp', instance: 'i-2', check: 'connected' },
  ]);
});

test('without a rollout there are the sentences alone', () => {
  expect(otherKindRows({ otherKinds: [], otherDecisions: [{ kind: 'classic', sentence: 'never' }] })).toEqual([{ kind: 'classic', instance: '', decision: 'never' }]);
});
