import fc from 'fast-check';
import { decide, type Standing } from './rollout.js';

const standing = (changes: Partial<Standing>): Standing => ({
  now: 30, deadline: 80, wanted: 2, inService: 0, lastCheck: 'timeout', ...changes,
});

test('a fleet is accepted as soon as all wanted instances are in service', () => {
  expect(decide(standing({ inService: 2, now: 30.26 }))).toEqual({
    verdict: 'accepted', at: 30.26, comparison: '2 of 2 instances in service at 30.3 s',
  });
});

test('before the deadline a fleet that is not all in service is neither accepted nor rejected', () => {
  expect(decide(standing({ inService: 1, now: 79.9 }))).toBeUndefined();
});

test('at the deadline it is rejected, and the comparison ends with the last check', () => {
  expect(decide(standing({ inService: 1, now: 80, lastCheck: '503 is not 200' }))).toEqual({
    verdict: 'rejected', at: 80, comparison: '1 of 2 instances in service at the deadline of 80 s; last check: 503 is not 200',
  });
});

test('a clock that is a rounding error short of the deadline has reached it', () => {
  expect(decide(standing({ now: 80 - 1e-9 }))?.verdict).toBe('rejected');
});

test('the look at the deadline itself still accepts', () => {
  expect(decide(standing({ now: 80, inService: 2 }))?.verdict).toBe('accepted');
});

test('there is a verdict exactly when enough are in service or the deadline has come', () => {
  fc.assert(fc.property(fc.nat(200), fc.nat(200), fc.integer({ min: 1, max: 10 }), fc.nat(10), (now, deadline, wanted, inService) => {
    const expected = inService >= wanted ? 'accepted' : now >= deadline ? 'rejected' : undefined;
    expect(decide(standing({ now, deadline, wanted, inService }))?.verdict).toBe(expected);
  }));
});
