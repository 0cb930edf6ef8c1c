import { NoAnswer, withinDeadline } from './deadline.js';

test('work that ends in time gives its value, and is never told to stop', async () => {
  let seen: AbortSignal | undefined;
  await expect(withinDeadline(60_000, async (signal) => {
    seen = signal;
    return 'done';
  })).resolves.toBe('done');
  expect(seen?.aborted).toBe(false);
});

test('work that fails in time gives its own error', async () => {
  await expect(withinDeadline(60_000, () => Promise.reject(new Error('broken')))).rejects.toThrow(new Error('broken'));
});

test('work that never ends is given up and told to stop', async () => {
  let seen: AbortSignal | undefined;
  const work = withinDeadline(5, (signal) => {
    seen = signal;
    return new Promise<never>(() => undefined);
  });
  await expect(work).rejects.toThrow(new NoAnswer(5));
  expect(seen?.aborted).toBe(true);
  expect(seen?.reason).toBeInstanceOf(NoAnswer);
});

test('work that fails because it was told to stop still counts as late', async () => {
  const work = withinDeadline(5, (signal) => new Promise<never>((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(new Error('stopped')));
  }));
  await expect(work).rejects.toThrow('no answer within 5 ms');
});
