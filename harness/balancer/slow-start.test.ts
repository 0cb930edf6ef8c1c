import { enrol, weightAt, type SlowStarts, type Starter } from './slow-start.js';

const RAMP = 100;

/** What targets weigh at the end of a history of who was in service; each step names targets and since when. */
function weights(now: number, ...history: Record<string, number>[]): Record<string, number> {
  const starters = (step: Record<string, number>): Starter[] => Object.entries(step).map(([id, inServiceSince]) => ({ id, inServiceSince }));
  const starts = history.reduce<SlowStarts>((known, step) => enrol(known, starters(step), RAMP), new Map());
  return Object.fromEntries(Object.keys(history.at(-1) ?? {}).map((id) => [id, weightAt(starts, id, now, RAMP)]));
}

test.each<[string, number, Record<string, number>[], Record<string, number>]>([
  ['the first of an empty group does not warm up', 5, [{ a: 0 }], { a: 1 }],
  ['nor do those that came together with it', 5, [{ a: 0, b: 0 }], { a: 1, b: 1 }],
  ['a later one does', 40, [{ a: 0, b: 30 }], { a: 1, b: 0.1 }],
  ['it is done after the ramp', 130, [{ a: 0, b: 30 }], { a: 1, b: 1 }],
  ['it goes on warming up when the warm ones leave', 55, [{ a: 0, b: 30 }, { b: 30 }], { b: 0.25 }],
  ['one that finds only warming ones does not warm up', 90, [{ a: 0, b: 30 }, { b: 30 }, { b: 30, c: 80 }], { b: 0.6, c: 1 }],
  ['one that finds a warmed-up one does', 150, [{ a: 0, b: 30 }, { b: 30 }, { b: 30, c: 140 }], { b: 1, c: 0.1 }],
  ['one that was out of service begins anew', 210, [{ a: 0, b: 30 }, { a: 0 }, { a: 0, b: 200 }], { a: 1, b: 0.1 }],
  ['the order in which targets are named does not matter', 40, [{ b: 30, a: 0 }], { a: 1, b: 0.1 }],
  ['a clock that stands still gives no share yet', 30, [{ a: 0, b: 30 }], { a: 1, b: 0 }],
])('%s', (_, now, history, expected) => {
  expect(weights(now, ...history)).toEqual(expected);
});

test('a target that does not say since when it serves has served for long', () => {
  const starts = enrol(new Map(), [{ id: 'old' }, { id: 'new', inServiceSince: 0 }], RAMP);
  expect([weightAt(starts, 'old', 10, RAMP), weightAt(starts, 'new', 10, RAMP)]).toEqual([1, 0.1]);
});
