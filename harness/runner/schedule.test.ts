import fc from 'fast-check';
import { AllTold, Slots } from './schedule.js';

test('never more work than places runs at once, all of it runs, and in the order in which it came', async () => {
  const durations = fc.array(fc.integer({ min: 1, max: 5 }), { maxLength: 30 });
  await fc.assert(fc.asyncProperty(fc.integer({ min: 1, max: 5 }), durations, async (count, all) => {
    const slots = new Slots(count);
    const begun: number[] = [];
    let running = 0;
    let most = 0;
    await Promise.all(all.map(async (turns, index) => {
      const leave = await slots.take();
      begun.push(index);
      most = Math.max(most, (running += 1));
      for (let turn = 0; turn < turns; turn += 1) await new Promise((next) => setImmediate(next));
      running -= 1;
      leave();
    }));
    expect(begun).toEqual(all.map((_, index) => index));
    expect(most).toBe(Math.min(count, all.length));
  }), { numRuns: 50 });
});

test('a place that is given back twice counts once', async () => {
  const slots = new Slots(1);
  const leave = await slots.take();
  const [second, third] = [slots.take(), slots.take()];
  leave();
  leave();
  let thirdBegan = false;
  void third.then(() => (thirdBegan = true));
  const leaveSecond = await second;
  await new Promise((next) => setImmediate(next));
  expect(thirdBegan).toBe(false);
  leaveSecond();
  await third;
});

test('a place that was given back while nobody waited is there for the next', async () => {
  const slots = new Slots(1);
  (await slots.take())();
  const leave = await slots.take();
  expect(typeof leave).toBe('function');
});

describe('pieces of work that must all be told of', () => {
  /** Whether it is over by now: whatever was resolved before has had its turn. */
  const isOver = async (all: AllTold<string>): Promise<boolean> => {
    let over = false;
    void all.promise.then(() => (over = true));
    await new Promise((next) => setImmediate(next));
    return over;
  };

  test('are over when the last one was told, and not before', async () => {
    const all = new AllTold(['a', 'b']);
    for (const piece of ['a', 'a', 'unknown']) all.tell(piece);
    expect(await isOver(all)).toBe(false);
    all.tell('b');
    all.tell('b');
    expect(await isOver(all)).toBe(true);
  });

  test('are over at once when there are none', async () => expect(await isOver(new AllTold<string>([]))).toBe(true));
});
