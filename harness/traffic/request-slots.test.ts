import fc from 'fast-check';
import { RequestSlots } from './request-slots.js';

test('the first slot comes at once, the others at the rate', () => {
  const slots = new RequestSlots(4);
  expect([slots.take(10), slots.nextAt()]).toEqual([0, undefined]);
  slots.start(10);
  expect([slots.nextAt(), slots.take(10), slots.nextAt()]).toEqual([10, 1, 10.25]);
  expect([slots.take(10.2), slots.take(10.25), slots.take(10.3), slots.take(10.5)]).toEqual([0, 1, 0, 1]);
});

test('only the first start counts', () => {
  const slots = new RequestSlots(1);
  slots.start(10);
  slots.start(14);
  expect(slots.take(14)).toBe(5);
});

test('slots that passed while the process was busy are made up for', () => {
  const slots = new RequestSlots(10);
  slots.start(0);
  expect([slots.take(0), slots.take(1), slots.take(1)]).toEqual([1, 10, 0]);
});

test('while held no slot comes, and afterwards the rest of the wait is waited', () => {
  const slots = new RequestSlots(1);
  slots.start(0);
  slots.take(0);
  slots.hold(0.4);
  slots.hold(2);
  expect([slots.held, slots.take(5), slots.nextAt()]).toEqual([true, 0, undefined]);
  slots.resume(5);
  slots.resume(7);
  expect([slots.held, slots.nextAt()]).toEqual([false, expect.closeTo(5.6)]);
  expect([slots.take(5.59), slots.take(5.6)]).toEqual([0, 1]);
});

test('what is held before the start begins when it is resumed', () => {
  const slots = new RequestSlots(1);
  slots.hold(0);
  slots.start(3);
  expect(slots.take(4)).toBe(0);
  slots.resume(5);
  expect([slots.take(5), slots.nextAt()]).toEqual([1, 6]);
});

test('resumed before the start, nothing has begun', () => {
  const slots = new RequestSlots(1);
  slots.hold(0);
  slots.resume(1);
  expect([slots.take(2), slots.nextAt()]).toEqual([0, undefined]);
});

test('however often it is held and looked at, as many slots come as the rate gives for the time that was not held', () => {
  const steps = fc.array(fc.record({ run: fc.integer({ min: 0, max: 3000 }), held: fc.integer({ min: 0, max: 3000 }) }), { maxLength: 30 });
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 100 }), steps, (perSecond, moves) => {
      const slots = new RequestSlots(perSecond);
      slots.start(0);
      let [now, ran, taken] = [0, 0, slots.take(0)];
      for (const { run, held } of moves) {
        now += run / 1000;
        ran += run;
        taken += slots.take(now);
        slots.hold(now);
        now += held / 1000;
        taken += slots.take(now);
        slots.resume(now);
      }
      taken += slots.take(now);
      expect(taken).toBe(1 + Math.floor((ran * perSecond) / 1000 + 1e-9));
      expect(slots.nextAt()).toBeGreaterThan(now - 1e-6);
    }),
  );
});
