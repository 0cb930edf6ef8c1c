import fc from 'fast-check';
import { TrafficCourse } from './traffic-course.js';
import type { AskedRequest } from './users.js';

const asked = (at: number, fleet = 'old', instance?: string): AskedRequest => ({ at, phase: 'rollout', fleet, ...(instance === undefined ? {} : { instance }), answer: { request: 'front', status: 500, tookMs: 7 } });

test('requests are counted by the second and the fleet that answered, and each error is kept with its own second', () => {
  const course = new TrafficCourse();
  course.add(asked(3.2), undefined);
  course.add(asked(3.9, 'old', 'i-1'), 'status 500 instead of 200');
  course.add(asked(3.95, 'balancer'), 'ECONNRESET');
  course.add(asked(4), undefined);
  expect(course.result()).toEqual({
    every: 1,
    counts: [
      { at: 3, fleet: 'old', requests: 2, errors: 1 },
      { at: 3, fleet: 'balancer', requests: 1, errors: 1 },
      { at: 4, fleet: 'old', requests: 1, errors: 0 },
    ],
    errors: [
      { at: 3.9, fleet: 'old', instance: 'i-1', request: 'front', hurt: 'status 500 instead of 200', tookMs: 7 },
      { at: 3.95, fleet: 'balancer', request: 'front', hurt: 'ECONNRESET', tookMs: 7 },
    ],
  });
});

test('what is kept is bounded however long users ask, and no request is lost from the counts', () => {
  const request = fc.record({ at: fc.double({ min: 0, max: 100_000, noNaN: true }), fleet: fc.constantFrom('old', 'canary', 'balancer'), failed: fc.boolean() });
  fc.assert(
    fc.property(fc.array(request, { minLength: 1200, maxLength: 1500 }), (requests) => {
      const course = new TrafficCourse();
      for (const { at, fleet, failed } of requests) course.add(asked(at, fleet), failed ? 'none' : undefined);
      const { every, counts, errors, errorsLeftOut = 0 } = course.result();
      const failed = requests.filter((each) => each.failed).length;
      expect(counts.length).toBeLessThanOrEqual(600);
      expect(counts.every(({ at }) => at % every === 0)).toBe(true);
      expect(counts.reduce((sum, { requests: count }) => sum + count, 0)).toBe(requests.length);
      expect(counts.reduce((sum, count) => sum + count.errors, 0)).toBe(failed);
      expect([errors.length, errors.length + errorsLeftOut]).toEqual([Math.min(failed, 200), failed]);
    }),
    { numRuns: 15 },
  );
});
