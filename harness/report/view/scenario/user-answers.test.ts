import type { UserRecord } from '../../rollout-record.js';
import { answeredRequests, hurtParts, userMoments } from './user-answers.js';

const answer = (request: string, more: Partial<UserRecord>): UserRecord => ({ instance: 'i-1', time: 20, request, tookMs: 10, ...more });

test('equal answers are one row with how many and how slow they were', () => {
  const users = [answer('front page', { status: 200 }), answer('front page', { status: 200, tookMs: 90 }), answer('front page', { status: 500 })];
  expect(answeredRequests({ hurt: ['front page: status 500 instead of 200'] }, users)).toMatchObject([
    { request: 'front page', got: '200', times: 2, slowestMs: 90 },
    { request: 'front page', got: '500', times: 1, hurt: 'status 500 instead of 200' },
  ]);
});

test.each([
  ['an error', answer('order', { error: 'ECONNREFUSED' }), 'order: ECONNREFUSED', 'ECONNREFUSED'],
  ['a body that differs', answer('order', { status: 200 }), 'order: its text differs', 'its text differs'],
  ['what was expected of it', answer('order', { status: 200, missed: 'no number' }), 'order: no number', 'no number'],
  ['the harm of another request', answer('order', { status: 200 }), 'front page: status 500 instead of 200', undefined],
  ['the harm of another answer', answer('order', { status: 200 }), 'order: status 500 instead of 200', undefined],
])('%s', (_, user, sentence, hurt) => {
  expect(answeredRequests({ hurt: [sentence] }, [user])[0]?.hurt).toBe(hurt);
});

test.each([
  ['front page: status 500 instead of 200', { request: 'front page', got: 'status 500', expected: '200' }],
  ['order: ECONNREFUSED', { request: 'order', got: 'ECONNREFUSED' }],
  ['the answers are those of another release', { request: '', got: 'the answers are those of another release' }],
])('%s in its parts', (sentence, parts) => {
  expect(hurtParts(sentence)).toEqual(parts);
});

test('users ask once the verdict is there, or before their instance is ended by its group', () => {
  const rollout = {
    began: 30,
    activities: [{ group: 'canary', at: 50, event: 'lifecycle', sentence: 'i-2 is Terminating, was InService' }],
    users: [answer('a', {}), answer('b', {}), answer('a', { instance: 'i-2', time: 12 })],
  };
  const told = { ...rollout, users: rollout.users.map((user) => ({ ...user, at: 93.5 })) };
  expect(userMoments(told, 60).map(({ at }) => at)).toEqual([93.5, 93.5]);
  expect(userMoments(rollout, 60).map(({ instance, at, answers }) => [instance, at, answers.length])).toEqual([['i-2', 50, 1], ['i-1', 90, 2]]);
});
