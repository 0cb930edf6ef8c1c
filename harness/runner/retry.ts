import type { ScenarioEnd } from '../model/journal.js';

/** Whether a scenario that ended like this may end otherwise on a quiet machine: its control, too, is asked anew. Pure. */
export const mayEndOtherwise = ({ outcome }: ScenarioEnd): boolean => outcome !== 'as-expected';

/** The end of the last attempt, which counts, with what the earlier ones came to. Pure. */
export function endOfAttempts(earlier: readonly ScenarioEnd[], last: ScenarioEnd): ScenarioEnd {
  if (earlier.length === 0) return last;
  return { ...last, retries: { flaky: last.outcome === 'as-expected', attempts: earlier.length + 1, earlier: earlier.map(inWords) } };
}

function inWords({ outcome, judgement, error }: ScenarioEnd): string {
  const why = outcome === 'surprise' && judgement?.outcome === 'surprise' ? judgement.differences.join('; ') : (error ?? '').split('\n')[0];
  return why === '' ? outcome : `${outcome}: ${why}`;
}
