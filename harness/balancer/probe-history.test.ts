import type { ProbeResult } from '../model/probe-result.js';
import { ProbeHistory } from './probe-history.js';

const probe = (at: number, outcome: ProbeResult['outcome'] = 'passed'): ProbeResult => ({ at, outcome, tookMs: 1, detail: '' });
const times = (probes: readonly ProbeResult[]): number[] => probes.map(({ at }) => at);

test('keeps the latest, and compares with what asked the same', () => {
  const history = new ProbeHistory(4);
  for (const at of [1, 2, 3]) history.add(probe(at));
  expect([times(history.probes), times(history.comparable)]).toEqual([[1, 2, 3], [1, 2, 3]]);
  const { era } = history;
  history.askAnew();
  expect([history.era === era, times(history.probes), times(history.comparable)]).toEqual([false, [1, 2, 3], []]);
  for (const at of [4, 5]) history.add(probe(at));
  expect([times(history.probes), times(history.comparable)]).toEqual([[2, 3, 4, 5], [4, 5]]);
  for (const at of [6, 7, 8]) history.add(probe(at));
  expect([times(history.probes), times(history.comparable)]).toEqual([[5, 6, 7, 8], [5, 6, 7, 8]]);
});

test('remembers the last failed one beyond what it keeps', () => {
  const history = new ProbeHistory(2);
  history.add(probe(1, 'timeout'));
  for (const at of [2, 3, 4]) history.add(probe(at));
  expect(history.lastFailed?.at).toBe(1);
  history.askAnew();
  expect(history.lastFailed?.at).toBe(1);
  history.add(probe(5, 'connection-refused'));
  expect(history.lastFailed?.at).toBe(5);
});
