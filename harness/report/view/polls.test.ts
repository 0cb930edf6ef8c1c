import type { ProbeRecord, RolloutRecord } from '../rollout-record.js';
import { pollsOf } from './polls.js';

const probe = (at: number, outcome: ProbeRecord['outcome'], more: Partial<ProbeRecord> = {}): ProbeRecord => ({ instance: 'canary', phase: 'rollout', at, tookMs: 1, outcome, detail: '', ...more });

const rollout = (probes: readonly ProbeRecord[], began = 0): RolloutRecord => ({
  began, env: {}, probes, instances: [{ id: 'old', side: 'old', events: [], log: [] }, { id: 'canary', side: 'canary', events: [], log: [] }],
  transitions: [], phases: [], activities: [], users: [], otherKinds: [], otherDecisions: [],
});

test('the canary alone is shown, up to its verdict', () => {
  const probes = [probe(1, 'passed', { instance: 'old' }), probe(2, 'passed'), probe(3, 'timeout'), probe(4, 'connection-refused', { projected: true }), probe(5, 'passed', { phase: 'watch' }), probe(90, 'passed')];
  expect(pollsOf({ rollout: rollout(probes, 10), verdict: { verdict: 'rejected', at: 60, comparison: '' } })).toEqual(['p', 't', 'F']);
});

test('of many the last are shown, and where nothing booted none', () => {
  const probes = Array.from({ length: 40 }, (_, index) => probe(index, index < 39 ? 'passed' : 'timeout'));
  expect(pollsOf({ rollout: rollout(probes) })).toEqual([...Array.from({ length: 11 }, () => 'p'), 't']);
  expect(pollsOf({})).toEqual([]);
});
