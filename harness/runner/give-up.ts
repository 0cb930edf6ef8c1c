import type { Testbed } from './testbed.js';

/** What a rollout is no longer waited for by. */
export interface GivenUpBy {
  readonly testbed: Pick<Testbed, 'onClose'>;
  /** Aborted when the time of its scenario is over; left out: it has all the time that it takes. */
  readonly giveUp?: AbortSignal;
}

/**
 * Tells whoever waits in a rollout that there is nothing to wait for any more, since the run was stopped or the time of
 * the scenario is over; at once if so. The returned function takes that back.
 */
export function onGiveUp({ testbed, giveUp }: GivenUpBy, tell: () => void): () => void {
  const forget = testbed.onClose(tell);
  if (giveUp?.aborted === true) tell();
  giveUp?.addEventListener('abort', tell);
  return () => {
    forget();
    giveUp?.removeEventListener('abort', tell);
  };
}
