import { wallSleep } from '../model/wall-clock.js';
import type { Instance } from '../runtime/instance.js';

/** Events after which an instance's start is over, as far as it will come. */
export const BOOT_ENDS: ReadonlySet<string> = new Set(['listening', 'exited', 'boot-limit']);

/** Wall seconds between two looks, and the share of a processor below which a starting process only waits. */
const IDLE_LOOK = { every: 0.25, share: 0.2 };

/** A start that waits for a lock, a timer or a database keeps no processor from the next ones. */
export async function tellWhenIdle(instances: readonly Instance[], tell: () => void): Promise<void> {
  for (let before = Number.NaN; !instances.every(({ listening, gone }) => listening || gone); ) {
    const used = (await Promise.all(instances.map((instance) => instance.activity()))).reduce((sum, { cpuSeconds }) => sum + cpuSeconds, 0);
    if (used - before < IDLE_LOOK.every * IDLE_LOOK.share) return tell();
    before = used;
    await wallSleep(IDLE_LOOK.every);
  }
}
