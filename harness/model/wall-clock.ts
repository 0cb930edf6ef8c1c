/** The longest delay that Node's timers take, about 24 days; a longer one would fire at once. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** Wall seconds since the process started; never goes back, whatever is done to the system's date. */
export const wallNow = (): number => performance.now() / 1000;

/** Runs `callback` once, `seconds` wall seconds from now. Calling the result prevents it. */
export function wallTimer(seconds: number, callback: () => void): () => void {
  const timer = setTimeout(callback, Math.min(seconds * 1000, LONGEST_TIMER_MS));
  return () => clearTimeout(timer);
}

/** As `wallTimer`, for what may as well be left undone: a process that has nothing else to wait for ends before it. */
export function wallTimerInBackground(seconds: number, callback: () => void): () => void {
  const timer = setTimeout(callback, Math.min(seconds * 1000, LONGEST_TIMER_MS)).unref();
  return () => clearTimeout(timer);
}

/** Resolves `seconds` wall seconds from now, or at once when the signal is aborted. */
export const wallSleep = (seconds: number, signal?: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const done = (): void => {
      cancel();
      signal?.removeEventListener('abort', done);
      resolve();
    };
    const cancel = wallTimer(signal?.aborted === true ? 0 : seconds, done);
    signal?.addEventListener('abort', done);
  });

/** The date now, ISO 8601 in UTC; for people, never for measuring. */
export const wallDate = (): string => new Date().toISOString();
