import fc from 'fast-check';
import { dueSlot } from './due-slot.js';

test.each<[string, number, number, number]>([
  ['at its time', 30, 30, 30],
  ['woken a little early', 30, 29.999_999_5, 30],
  ['late, but before the next', 30, 39.9, 30],
  ['at the time of the next', 30, 40, 40],
  ['after a night', 30, 28_836, 28_830],
])('a check %s', (_, planned, now, slot) => expect(dueSlot(planned, 10, now)).toBe(slot));

test('it is a slot of the same row, never before the planned one, and the one after it is still to come', () => {
  fc.assert(fc.property(fc.nat(1000), fc.integer({ min: 5, max: 300 }), fc.nat(1_000_000), (planned, interval, late) => {
    const now = planned + late;
    const slot = dueSlot(planned, interval, now);
    expect([(slot - planned) % interval, slot >= planned, slot <= now, slot + interval > now]).toEqual([0, true, true, true]);
  }));
});
