import { patienceFor } from './patience.js';

const round = (...times: number[]) => times.map((tookMs, index) => ({ request: `page ${index}`, status: 200, body: '', tookMs }));

test.each<[string, Parameters<typeof patienceFor>[0], number]>([
  ['8 s where the control answers at once', [round(3, 40), round(5)], 8],
  ['8 s where it was asked nothing', [], 8],
  ['8 s for as long as a second is enough for it', [round(1000)], 8],
  ['eight times its slowest answer, in whole seconds, whatever round that was of', [round(20, 900), round(20, 1530)], 13],
  ['30 s at most', [round(25_000)], 30],
])('users wait %s', (_, control, seconds) => expect(patienceFor(control)).toBe(seconds));
