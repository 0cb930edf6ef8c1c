import fc from 'fast-check';
import { mayRespawn, RESPAWN_LIMIT } from './respawn.js';

const times = (count: number, step: number): number[] => Array.from({ length: count }, (_, i) => i * step);

test.each<[string, number[], number, boolean]>([
  ['a first end is followed by a respawn', [], 0, true],
  ['the tenth respawn within five seconds is allowed', times(9, 0.1), 1, true],
  ['the eleventh is not', times(10, 0.1), 1, false],
  ['respawns older than five seconds are forgotten', times(10, 0.1), 5.05, true],
  ['a respawn of exactly five seconds ago counts no more', times(10, 0), 5, true],
  ['a slow loop of ends goes on for ever', times(1000, 0.6), 600, true],
])('%s', (_, respawnedAt, now, allowed) => expect(mayRespawn(respawnedAt, now)).toBe(allowed));

test('no five seconds ever see more than ten respawns', () =>
  fc.assert(
    fc.property(fc.array(fc.double({ min: 0, max: 2, noNaN: true }), { maxLength: 60 }), (gaps) => {
      const respawnedAt: number[] = [];
      let now = 0;
      for (const gap of gaps) {
        now += gap;
        if (mayRespawn(respawnedAt, now)) respawnedAt.push(now);
      }
      for (const at of respawnedAt) {
        const within = respawnedAt.filter((other) => other >= at && other - at < RESPAWN_LIMIT.seconds);
        expect(within.length).toBeLessThanOrEqual(10);
      }
    }),
  ));
