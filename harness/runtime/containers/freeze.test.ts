import { freeze } from './freeze.js';

const UNABLE = new Error('(HTTP code 500) server error - Cannot pause container d61d: OCI runtime pause failed: unable to freeze: unknown');

/** An engine that answers so before it freezes. */
function engine(...answers: Error[]): { pause(): Promise<void>; asked(): number } {
  let asked = 0;
  return {
    asked: () => asked,
    pause() {
      asked += 1;
      const answer = answers.shift();
      return answer ? Promise.reject(answer) : Promise.resolve();
    },
  };
}

test('a container that cannot be frozen just now is tried again', async () => {
  const busy = engine(UNABLE, UNABLE);
  await freeze(busy.pause);
  expect(busy.asked()).toBe(3);
});

test('any other answer of the engine is told at once', async () => {
  const gone = engine(new Error('(HTTP code 404) no such container'), UNABLE);
  await expect(freeze(gone.pause)).rejects.toThrow('no such container');
  expect(gone.asked()).toBe(1);
});

test('one that never can be is told after some tries', async () => {
  const never = engine(...Array.from({ length: 20 }, () => UNABLE));
  await expect(freeze(never.pause)).rejects.toThrow('unable to freeze');
  expect(never.asked()).toBe(10);
});
