import { checkLinkMode, portionOf, releaseAt, type LinkMode } from './link-modes.js';

test.each<[LinkMode, number]>([
  [{ mode: 'pass' }, 10],
  [{ mode: 'latency', ms: 250 }, 10.25],
  [{ mode: 'cut', bytes: 5 }, 10],
  [{ mode: 'blackhole' }, Number.POSITIVE_INFINITY],
])('under %j a chunk that came at 10 s may leave at %d s', (mode, at) => expect(releaseAt(mode, 10)).toBe(at));

test.each<[LinkMode, number, number, { bytes: number; last: boolean }]>([
  [{ mode: 'pass' }, 900, 100, { bytes: 100, last: false }],
  [{ mode: 'cut', bytes: 50 }, 0, 49, { bytes: 49, last: false }],
  [{ mode: 'cut', bytes: 50 }, 0, 50, { bytes: 50, last: true }],
  [{ mode: 'cut', bytes: 50 }, 40, 100, { bytes: 10, last: true }],
  [{ mode: 'cut', bytes: 0 }, 0, 1, { bytes: 0, last: true }],
])('under %j, after %d bytes, of a chunk of %d there passes %j', (mode, passed, length, portion) =>
  expect(portionOf(mode, passed, length)).toEqual(portion),
);

test.each<LinkMode>([
  { mode: 'latency', ms: -1 },
  { mode: 'latency', ms: Number.NaN },
  { mode: 'cut', bytes: 1.5 },
  { mode: 'cut', bytes: -1 },
])('%j is refused as a mistake of the caller', (mode) => expect(() => checkLinkMode(mode)).toThrow(/expected/));
