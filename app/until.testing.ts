import { setTimeout as wait } from 'node:timers/promises';

/** Waits for a condition, at most so many seconds. */
export async function until(condition: () => boolean | Promise<boolean>, what: string, seconds = 60): Promise<void> {
  const giveUpAt = Date.now() + seconds * 1000;
  while (!(await condition())) {
    if (Date.now() > giveUpAt) throw new Error(`not within ${seconds} seconds: ${what}`);
    await wait(5);
  }
}
