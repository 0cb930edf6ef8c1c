import type { JournalEvent } from '../model/journal.js';
import { Measures } from './measures.js';

const measures = (...events: readonly JournalEvent[]): Measures => {
  const all = new Measures({ write: () => undefined });
  for (const event of events) all.write(event);
  return all;
};
const answers = (...times: readonly (readonly [tookMs: number, hurt?: string])[]): JournalEvent => ({
  type: 'users',
  scenario: 'a',
  instance: 'i-1',
  answers: times.map(([tookMs, hurt]) => ({ request: 'front page', status: 500, tookMs, ...(hurt === undefined ? {} : { hurt }) })),
});
const BEGUN: JournalEvent = { type: 'attempt-started', scenario: 'a', pace: 'fast' };

test.each<[string, readonly JournalEvent[], boolean]>([
  ['nobody was hurt', [answers([20], [4000])], false],
  ['all who were hurt had waited', [answers([20], [3005, '500'], [8000, 'none'])], true],
  ['one who was hurt had not', [answers([3005, '500'], [40, '500'])], false],
  ['one who was hurt later had not', [answers([3005, '500']), answers([40, '500'])], false],
  ['one had not at an attempt that does not count', [answers([40, '500']), BEGUN, answers([3005, '500'])], true],
  ['they had at an attempt that does not count', [answers([3005, '500']), BEGUN, answers([20])], false],
])('where %s', (_, events, late) => expect(measures(...events).hurtLate('a')).toBe(late));

test('a check failed at once where the last one that failed was answered without a wait', () => {
  const probe = (tookMs: number, status?: number): JournalEvent =>
    ({ type: 'probe', scenario: 'a', instance: 'i-1', at: 0, tookMs, outcome: status === undefined ? 'timeout' : 'response-code-mismatch', ...(status === undefined ? {} : { status }) }) as JournalEvent;
  expect(measures(probe(5000), probe(10, 503)).failedAtOnce('a')).toBe(true);
  expect(measures(probe(10, 503), probe(5000)).failedAtOnce('a')).toBe(false);
  expect(measures(probe(3000, 503)).failedAtOnce('a')).toBe(false);
});
