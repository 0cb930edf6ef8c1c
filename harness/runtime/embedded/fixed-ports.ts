import { wallNow, wallSleep } from '../../model/wall-clock.js';
import { portTaken } from '../taken-port.js';
import { isFree } from './ports.js';

/** Wall seconds that a port may still be taken after the app before has ended: its connections go last. */
const PATIENCE = 3;

/** Ports that apps listen on whatever they are told: of several instances one has it at a time, in the order in which they came. */
export class FixedPorts {
  readonly #queues = new Map<number, Promise<void>>();

  /**
   * Resolves when the port is free; the returned function lets the next instance have it.
   * @throws EnvironmentError when a program that is not of this run has it; the signal's reason when that is aborted.
   */
  async occupy(port: number, signal?: AbortSignal): Promise<() => void> {
    const before = this.#queues.get(port) ?? Promise.resolve();
    let leave: () => void = () => undefined;
    const left = new Promise<void>((resolve) => (leave = resolve));
    this.#queues.set(port, before.then(() => left));
    try {
      await Promise.race([before, untilAborted(signal)]);
      await untilFree(port);
      return leave;
    } catch (error) {
      leave();
      throw error;
    }
  }
}

async function untilFree(port: number): Promise<void> {
  const giveUpAt = wallNow() + PATIENCE;
  while (!(await isFree(port))) {
    if (wallNow() > giveUpAt) throw portTaken(port);
    await wallSleep(0.05);
  }
}

function untilAborted(signal: AbortSignal | undefined): Promise<never> {
  return new Promise((_, reject) => {
    const abort = (): void => reject(signal?.reason as Error);
    if (signal?.aborted) abort();
    else signal?.addEventListener('abort', abort, { once: true });
  });
}
