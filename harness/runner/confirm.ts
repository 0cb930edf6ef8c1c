import type { Confirmation, ScenarioEnd } from '../model/journal.js';
import type { Pace } from '../model/scenario.js';
import type { Rollout } from './3-rollout.js';
import { afterWatch, type JudgedRollout } from './judged-rollout.js';
import type { ScenarioRun } from './run-scenario.js';
import { watchFleet, type WatchHow } from './watch.js';

type Confirmed = ScenarioEnd & { readonly confirmation: Confirmation };

const CUT_SHORT: Confirmation = { state: 'provisional', why: 'the run was interrupted while it was watched' };

/**
 * The end of a judged rollout once it was watched, its users were asked again where that is wanted, and it is known to have
 * changed nothing of others. What an interruption cuts short stays as it was judged.
 * @throws EnvironmentError as `checkShared` does
 */
export async function confirmed(run: ScenarioRun, rollout: Rollout, pace: Pace, judged: JudgedRollout): Promise<Confirmed> {
  const confirmation = await confirmationOf(run, rollout, pace, judged.end);
  if (!run.signal.aborted) {
    const end = await afterWatch(run.scenario, run.askAgain === true, rollout, judged).catch((error: unknown) => orCutShort(run, error));
    await checkShared(run).catch((error: unknown) => orCutShort(run, error));
    if (end && !run.signal.aborted) return { ...end, confirmation };
  }
  return { ...judged.end, confirmation: confirmation.state === 'confirmed' && run.askAgain === true ? CUT_SHORT : confirmation };
}

function orCutShort({ signal }: ScenarioRun, error: unknown): undefined {
  if (!signal.aborted) throw error;
}

async function confirmationOf(run: ScenarioRun, rollout: Rollout, pace: Pace, end: ScenarioEnd): Promise<Confirmation> {
  if (pace === 'realtime') {
    // Nothing was skipped that could be wrong; but users are to be asked again no earlier than in a run that was watched.
    const waits = run.askAgain === true && run.watch && rollout.verdict.verdict === 'accepted';
    if (waits && (await watchFleet(rollout, run.signal, { ...howLong(run, end), throughChanges: true })).state === 'interrupted') return CUT_SHORT;
    return { state: 'measured' };
  }
  if (rollout.untrusted !== undefined) return { state: 'repeated', why: rollout.untrusted };
  const unwatched: Confirmation = { state: 'provisional', why: 'the watch was switched off' };
  run.onProvisional({ ...end, confirmation: unwatched });
  if (!run.watch) return unwatched;
  const watched = await watchFleet(rollout, run.signal, howLong(run, end));
  if (watched.state === 'interrupted') return CUT_SHORT;
  if (watched.state === 'changed') return { state: 'repeated', why: watched.why };
  return { state: 'confirmed', watchedSeconds: watched.watchedSeconds };
}

/** Of users who are hurt, or whom a refused release never met, a longer watch would tell nothing. */
const howLong = ({ watchFor }: ScenarioRun, { verdict, harm, beside }: ScenarioEnd): WatchHow =>
  watchFor !== undefined && verdict?.verdict === 'accepted' && harm === 'fine' && beside?.oldHarm !== 'hurt' ? { atLeast: watchFor } : {};

/** @throws EnvironmentError when an instance of the rollout, or one beside it, changed what others read */
async function checkShared({ scenario: { release, fleets }, testbed }: ScenarioRun): Promise<void> {
  for (const each of [release, fleets?.old.release ?? release]) await testbed.checkShared(each);
}
