import type { Journal } from '../model/journal.js';

/**
 * A journal that hears nothing more once the run is interrupted, but for the logs of what it stopped: what an app shows
 * while we end it says nothing of the app.
 */
export const untilAborted = (journal: Journal, signal: AbortSignal): Journal => ({
  write(event) {
    if (!signal.aborted || event.type === 'log') journal.write(event);
  },
});
