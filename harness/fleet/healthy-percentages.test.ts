import fc from 'fast-check';
import { percentageFaults, roomFor } from './healthy-percentages.js';

test.each<[string, number, number, number, number, number, { terminate: number; surge: number }]>([
  ['a tenth of ten goes at a time', 90, 100, 10, 10, 10, { terminate: 1, surge: 0 }],
  ['half of ten', 50, 100, 10, 10, 10, { terminate: 5, surge: 0 }],
  ['nothing more while the tenth is missing', 90, 100, 10, 9, 10, { terminate: 0, surge: 0 }],
  ['the lower bound is rounded up', 50, 100, 3, 3, 3, { terminate: 1, surge: 0 }],
  ['one of one goes, or nothing ever would', 90, 100, 1, 1, 1, { terminate: 1, surge: 0 }],
  ['one at a time where nothing may be missing and nothing more may run', 100, 100, 4, 4, 4, { terminate: 1, surge: 0 }],
  ['but not while another is still missing', 100, 100, 4, 3, 4, { terminate: 0, surge: 0 }],
  ['a group of one grows by one', 100, 110, 1, 1, 1, { terminate: 0, surge: 1 }],
  ['launch before terminate', 100, 150, 4, 4, 4, { terminate: 0, surge: 2 }],
  ['what came up beyond the desired capacity makes room', 100, 150, 4, 6, 6, { terminate: 2, surge: 2 }],
  ['both at once', 90, 120, 10, 10, 10, { terminate: 1, surge: 2 }],
  ['all of them', 0, 100, 4, 4, 4, { terminate: 4, surge: 0 }],
  ['nobody is desired', 90, 110, 0, 0, 0, { terminate: 0, surge: 0 }],
])('%s (%i to %i %% of %i, %i serving, %i in all)', (_, min, max, desired, serving, total, room) => {
  expect(roomFor({ minHealthyPercentage: min, maxHealthyPercentage: max }, desired, { serving, total })).toEqual(room);
});

test('either there is room or somebody is missing, whatever the bounds', () => {
  const bounds = fc.record({ min: fc.integer({ min: 0, max: 100 }), max: fc.integer({ min: 100, max: 200 }) });
  fc.assert(fc.property(bounds, fc.integer({ min: 1, max: 50 }), fc.nat(60), ({ min, max }, desired, serving) => {
    const room = roomFor({ minHealthyPercentage: min, maxHealthyPercentage: max }, desired, { serving, total: serving });
    expect(room.terminate + room.surge > 0 || serving < desired).toBe(true);
    // More than one is never taken below the bound, and one only where no bound could be kept.
    expect(room.terminate <= 1 || serving - room.terminate >= Math.floor((desired * min) / 100)).toBe(true);
  }));
});

test.each<[number, number, RegExp | undefined]>([
  [0, 100, undefined],
  [100, 200, undefined],
  [-1, 100, /min.*expected a whole number from 0 to 100, found -1/],
  [101, 110, /min/],
  [90.5, 110, /min/],
  [90, 99, /max.*expected a whole number from 100 to 200, found 99/],
  [90, 201, /max/],
  [50, 160, /at most 100 apart, found 50 and 160/],
])('bounds of %p and %p', (minHealthyPercentage, maxHealthyPercentage, fault) => {
  const faults = percentageFaults({ minHealthyPercentage, maxHealthyPercentage }, 'maintenance').join('; ');
  if (fault) expect(faults).toMatch(fault);
  else expect(faults).toBe('');
});
