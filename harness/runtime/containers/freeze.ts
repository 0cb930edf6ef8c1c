import { wallSleep } from '../../model/wall-clock.js';

/** Tries, and wall seconds between two of them: together longer than a busy machine needs to come to rest. */
const TRIES = 10;
const PAUSE = 0.3;

/**
 * Freezes a container. On a busy machine the kernel may not bring all of its threads to rest in the time that the
 * engine gives it; the engine then gives up, and thaws what it had.
 * @throws the engine's error when it does not succeed in some seconds, or at once when it is another one.
 */
export async function freeze(pause: () => Promise<unknown>): Promise<void> {
  for (let tried = 1; ; tried += 1) {
    try {
      await pause();
      return;
    } catch (error) {
      if (tried === TRIES || !/unable to freeze/.test(String(error))) throw error;
      await wallSleep(PAUSE);
    }
  }
}
