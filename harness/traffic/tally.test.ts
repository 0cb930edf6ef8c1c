import fc from 'fast-check';
import type { UserAnswer } from '../model/journal.js';
import type { UsersTally } from '../model/users-tally.js';
import { TrafficTally } from './tally.js';
import type { AskedRequest } from './users.js';

const good: UserAnswer = { request: 'front', status: 200, contentType: 'text/html', body: 'Kettles', tookMs: 5 };
const CONTROL = [[good], [good]];

const asked = (fleet: string, phase: string, answer: Partial<UserAnswer> = {}): AskedRequest => ({ at: 1, phase, fleet, answer: { ...good, ...answer } });
const refused = (fleet: string, phase: string): AskedRequest => ({ at: 1, phase, fleet, answer: { request: 'front', error: 'ECONNREFUSED', tookMs: 1 } });

function tallyOf(all: readonly AskedRequest[]): UsersTally {
  const tally = new TrafficTally(() => CONTROL);
  for (const each of all) tally.add(each);
  return tally.result();
}

test.each<[string, readonly AskedRequest[], UsersTally]>([
  ['nothing asked', [], { requests: 0, errors: 0, byFleet: {}, byPhase: {}, examples: [] }],
  [
    'all fine',
    [asked('old', 'before'), asked('old', 'rollout'), asked('canary', 'rollout')],
    {
      requests: 3,
      errors: 0,
      byFleet: { old: { requests: 2, errors: 0 }, canary: { requests: 1, errors: 0 } },
      byPhase: { before: { requests: 1, errors: 0 }, rollout: { requests: 2, errors: 0 } },
      examples: [],
    },
  ],
  [
    'a canary that hurts, and a balancer that has nobody',
    [asked('old', 'rollout'), asked('canary', 'rollout', { status: 500 }), refused('balancer', 'after'), asked('canary', 'after', { body: '' })],
    {
      requests: 4,
      errors: 3,
      byFleet: { old: { requests: 1, errors: 0 }, canary: { requests: 2, errors: 2 }, balancer: { requests: 1, errors: 1 } },
      byPhase: { rollout: { requests: 2, errors: 1 }, after: { requests: 2, errors: 2 } },
      examples: ['front: status 500 instead of 200', 'front: ECONNREFUSED', 'front: an empty page'],
    },
  ],
  [
    'the same error again and again',
    [refused('old', 'before'), refused('old', 'before'), refused('old', 'before')],
    {
      requests: 3,
      errors: 3,
      byFleet: { old: { requests: 3, errors: 3 } },
      byPhase: { before: { requests: 3, errors: 3 } },
      examples: ['front: ECONNREFUSED'],
    },
  ],
  [
    'more kinds of errors than are kept',
    [500, 501, 502, 503, 504, 505].map((status) => asked('old', 'after', { status })),
    {
      requests: 6,
      errors: 6,
      byFleet: { old: { requests: 6, errors: 6 } },
      byPhase: { after: { requests: 6, errors: 6 } },
      examples: [500, 501, 502, 503, 504].map((status) => `front: status ${status} instead of 200`),
    },
  ],
  [
    'a request that the control was never asked',
    [asked('old', 'before', { request: 'cart' })],
    {
      requests: 1,
      errors: 1,
      byFleet: { old: { requests: 1, errors: 1 } },
      byPhase: { before: { requests: 1, errors: 1 } },
      examples: ['cart: the control was never asked this'],
    },
  ],
])('%s', (_, all, expected) => expect(tallyOf(all)).toEqual(expected));

test('the counts so far stay as they were when more is asked', () => {
  const tally = new TrafficTally(() => CONTROL);
  tally.add(refused('old', 'before'));
  const before = tally.result();
  tally.add(asked('old', 'before', { status: 500 }));
  expect(before).toMatchObject({ requests: 1, errors: 1, byFleet: { old: { requests: 1 } }, examples: ['front: ECONNREFUSED'] });
});

test('fleets add up to the whole, and so do phases', () => {
  const one = fc.record({
    fleet: fc.constantFrom('old', 'canary', 'balancer', '__proto__'),
    phase: fc.constantFrom('before', 'rollout', 'after'),
    status: fc.constantFrom(200, 200, 500, 503),
  });
  fc.assert(
    fc.property(fc.array(one, { maxLength: 60 }), (all) => {
      const tally = tallyOf(all.map(({ fleet, phase, status }) => asked(fleet, phase, { status })));
      const sum = (shares: UsersTally['byFleet'], name: 'requests' | 'errors'): number =>
        Object.values(shares).reduce((total, share) => total + share[name], 0);
      for (const shares of [tally.byFleet, tally.byPhase]) {
        expect([sum(shares, 'requests'), sum(shares, 'errors')]).toEqual([tally.requests, tally.errors]);
      }
      expect(tally.requests).toBe(all.length);
      expect(tally.errors).toBe(all.filter(({ status }) => status !== 200).length);
    }),
  );
});
