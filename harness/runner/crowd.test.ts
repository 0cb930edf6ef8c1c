import fc from 'fast-check';
import { Crowd, wantingTasks } from './crowd.js';

/** A crowd on a machine that is as busy as it is told, and that is looked at when the test says so. */
function crowdOn({ most = 8, least = 2 }: { readonly most?: number; readonly least?: number } = {}) {
  const machine = { wanting: 0 as number | undefined };
  let due: (() => void) | undefined;
  const crowd = new Crowd({ most, least, wanting: () => machine.wanting, timer: (_, callback) => ((due = callback), () => undefined) });
  const entered: number[] = [];
  const leaves = new Map<number, () => void>();
  let asked = 0;
  const turn = (): Promise<void> => new Promise((next) => setImmediate(next));
  return {
    machine, entered, turn,
    ask(): void {
      const name = asked++;
      void crowd.enter().then((leave) => {
        entered.push(name);
        leaves.set(name, leave);
      });
    },
    leave: (name: number) => leaves.get(name)?.(),
    /** False where nobody looks any more. */
    async look(): Promise<boolean> {
      const callback = due;
      due = undefined;
      callback?.();
      await turn();
      return callback !== undefined;
    },
  };
}

test('on a machine that keeps up all are let in, one at each look', async () => {
  const { ask, look, entered, turn } = crowdOn();
  for (let each = 0; each < 5; each += 1) ask();
  await turn();
  expect(entered).toEqual([0, 1]);
  await look();
  expect(entered).toEqual([0, 1, 2]);
  while (await look());
  expect(entered).toEqual([0, 1, 2, 3, 4]);
});

test('on a machine that does not, nobody is until it does again', async () => {
  const { machine, ask, look, entered } = crowdOn();
  machine.wanting = 30;
  for (let each = 0; each < 3; each += 1) ask();
  for (let looks = 0; looks < 50; looks += 1) await look();
  expect(entered).toEqual([0, 1]);
  machine.wanting = 3;
  // One quiet moment is none.
  await look();
  expect(entered).toEqual([0, 1]);
  for (let looks = 0; looks < 10; looks += 1) await look();
  expect(entered).toEqual([0, 1, 2]);
});

test('some work goes on however busy it is', async () => {
  const { machine, ask, look, leave, entered } = crowdOn();
  machine.wanting = 30;
  for (let each = 0; each < 4; each += 1) ask();
  await look();
  leave(1);
  leave(1);
  await look();
  expect(entered).toEqual([0, 1, 2]);
  leave(0);
  await look();
  expect(entered).toEqual([0, 1, 2, 3]);
});

test('where nobody tells how busy it is, all are let in', async () => {
  const { machine, ask, look, entered } = crowdOn();
  machine.wanting = undefined;
  for (let each = 0; each < 4; each += 1) ask();
  while (await look());
  expect(entered).toEqual([0, 1, 2, 3]);
});

test('whatever the machine does, all come in, in their order', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.integer({ min: 0, max: 40 }), { maxLength: 30 }), fc.integer({ min: 1, max: 12 }), async (busy, count) => {
      const { machine, ask, look, leave, entered } = crowdOn({ least: 1 });
      for (let each = 0; each < count; each += 1) ask();
      for (const wanting of busy) {
        machine.wanting = wanting;
        await look();
      }
      for (let name = 0; name < count; name += 1) {
        await look();
        leave(name);
      }
      await look();
      expect(entered).toEqual(Array.from({ length: count }, (_, name) => name));
    }),
    { numRuns: 50 },
  );
});

const onLinux = process.platform === 'linux' ? test : test.skip;

onLinux('this machine tells of at least the task that asks', () => expect(wantingTasks()).toBeGreaterThanOrEqual(1));
