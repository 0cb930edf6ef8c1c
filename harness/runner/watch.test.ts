import fc from 'fast-check';
import { looksFor } from './watch.js';

const PASSED = { outcome: 'passed', tookMs: 12 } as const;
const FAILED = { outcome: 'response-code-mismatch', tookMs: 12 } as const;
const TIMED_OUT = { outcome: 'timeout', tookMs: 2000 } as const;

describe('the checks of a watch', () => {
  it.each([
    ['an instance that passes is asked at its true slots', PASSED, 100, 107, [105]],
    ['a slot at the very end still belongs to the watch', PASSED, 100, 110, [105, 110]],
    ['one that fails is asked once more at the end, since it may have recovered between two slots', FAILED, 100, 107, [105, 107]],
    ['but not twice at the same time', FAILED, 100, 110, [105, 110]],
    ['and not when each check takes so long that the watch would last longer', TIMED_OUT, 100, 107, [105]],
    ['a fault that struck late makes the watch longer', PASSED, 100, 121, [105, 110, 115, 120]],
    ['a watch shorter than an interval has no slot', PASSED, 100, 104, []],
  ])('%s', (_title, settled, lastSentAt, until, looks) => {
    expect(looksFor(settled, lastSentAt, until, { interval: 5 })).toEqual(looks);
  });

  it('lie an interval apart, after the last check and not after the end', () => {
    const seconds = fc.integer({ min: 0, max: 600 });
    fc.assert(
      fc.property(seconds, seconds, fc.integer({ min: 5, max: 300 }), fc.constantFrom(PASSED, FAILED, TIMED_OUT), (lastSentAt, length, interval, settled) => {
        const until = lastSentAt + length;
        const looks = looksFor(settled, lastSentAt, until, { interval });
        for (const [index, at] of looks.entries()) expect([lastSentAt + (index + 1) * interval, until]).toContain(at);
        expect(looks.filter((at) => at !== until).length).toBeLessThanOrEqual(length / interval);
        expect(Math.max(lastSentAt, ...looks)).toBeLessThanOrEqual(until);
      }),
    );
  });
});
