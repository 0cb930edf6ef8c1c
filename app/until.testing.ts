import { setTimeout as wait } from 'node:timers/promises';

/** Waits for a condition, at most ten seconds. */
export async function until(condition: () => boolean | Promise<boolean>, what: string): Promise<void> {
  const giveUpAt = Date.now() + 10_000;
  while (!(await condition())) {
    if (Date.now() > giveUpAt) throw new Error(`not within ten seconds: ${what}`);
    await wait(5);
  }
}
