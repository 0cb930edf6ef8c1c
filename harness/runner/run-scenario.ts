import { describeError, EnvironmentError } from '../model/errors.js';
import type { FleetPlan } from '../model/fleet-plan.js';
import { parseTarget } from '../model/health-check-target.js';
import type { Journal, ScenarioEnd } from '../model/journal.js';
import type { Pace, Scenario } from '../model/scenario.js';
import { wallNow } from '../model/wall-clock.js';
import type { StartedControl } from './1-control.js';
import { breakRelease } from './2-break.js';
import { rollOut, type Rollout } from './3-rollout.js';
import { rollOutFleets } from './fleet-rollout.js';
import { oldPlanOf } from './rollout-sides.js';
import { canaryAnswersOf } from './5-harm.js';
import type { LaunchPlan } from '../runtime/carry-out/plan.js';
import { HowFar } from './how-far.js';
import { logEntry } from './log-entry.js';
import { confirmed } from './confirm.js';
import { judgeRollout } from './judged-rollout.js';
import { longestInRealTime, rolloutLength } from './rollout-length.js';
import { rollOutByTerraform } from './terraform-rollout.js';
import type { Testbed } from './testbed.js';
import { TimedOut, TimeLimit } from './time-limit.js';
import type { ProviderPool } from '../terraform/provider-pool.js';

export interface ScenarioRun {
  readonly scenario: Scenario;
  readonly pace: Pace;
  readonly watch: boolean;
  readonly keep: boolean;
  /** Users are asked again when the watch is over. */
  readonly askAgain?: boolean;
  /** Wall seconds for which it is watched at least where it was accepted and users are fine; left out: one true gap. */
  readonly watchFor?: number;
  /** Wall seconds from when there is room to boot, within which it must be judged; in real time no fewer than it takes by itself. */
  readonly limit?: number;
  /** Run before anything of a rollout is prepared. */
  reset?(): Promise<void>;
  readonly testbed: Testbed;
  readonly journal: Journal;
  readonly control: StartedControl;
  readonly providers: ProviderPool;
  /** Aborted by an interruption: what it started is being stopped by then. */
  readonly signal: AbortSignal;
  /** Resolves when there is room for one more fleet at work; the returned function tells that it is judged. */
  room(): Promise<() => void>;
  /** Resolves when it is this scenario's turn to be prepared; the returned function lets the next one begin. */
  turn(): Promise<() => void>;
  /** Resolves when there is room on the machine to boot; the returned function tells that the boot is over. */
  boot(): Promise<() => void>;
  /** Told as soon as a verdict is there, before it is confirmed. */
  onProvisional(end: ScenarioEnd): void;
}

/**
 * Break, rollout, judge, harm: one scenario from its registration to its end. It boots while its control settles, and
 * counts for nothing when that is refused. Never rejects.
 * @returns undefined where the run was interrupted before it was judged
 */
export async function runScenario(run: ScenarioRun): Promise<ScenarioEnd | undefined> {
  const startedAt = wallNow();
  try {
    const first = await attempt(run, run.scenario.pace ?? run.pace, startedAt);
    if (first.confirmation?.state !== 'repeated') return first;
    const { why } = first.confirmation;
    if (run.scenario.fleets && rolloutLength(run.scenario, first.verdict?.at ?? 0) > LONGEST_REPEAT) return { ...first, confirmation: { state: 'provisional', why: `${why}; too long to be repeated in real time` } };
    if (run.signal.aborted) return undefined;
    const again = await attempt(run, 'realtime', startedAt);
    return { ...again, confirmation: { state: 'repeated', why } };
  } catch (error) {
    if (run.signal.aborted) return undefined;
    if (error instanceof TimedOut) return { ...failure(run, startedAt, error), outcome: 'timed-out', error: error.message };
    const refusal = await run.control.accepted.then(() => undefined, (refused: unknown) => refused);
    if (refusal !== undefined) return { ...failure(run, startedAt, refusal), outcome: 'control-refused' };
    return failure(run, startedAt, error);
  }
}

/** Seconds of the clock up to which a rollout is repeated in real time. */
const LONGEST_REPEAT = 300;

const failure = ({ pace }: ScenarioRun, startedAt: number, error: unknown): ScenarioEnd => ({
  outcome: 'harness-error',
  pace,
  checksSent: 0,
  checksProjected: 0,
  wallSeconds: wallNow() - startedAt,
  error: error instanceof Error && error.constructor === Error ? (error.stack ?? error.message) : describeError(error),
});

/** Longest wait for a port: ten boots of the control, and never less than 10 s of wall time. */
const bootLimit = (controlBoot: number): number => Math.max(10, 10 * controlBoot);

/** Wall seconds within which it must be judged, in real time no sooner than it can be. */
const limitOf = ({ limit, scenario }: ScenarioRun, pace: Pace): number | undefined =>
  limit === undefined || pace !== 'realtime' ? limit : Math.max(limit, longestInRealTime(scenario));

async function attempt(run: ScenarioRun, pace: Pace, startedAt: number): Promise<ScenarioEnd> {
  const { scenario } = run;
  checkAlone(run);
  const leave = await run.room();
  const journal = new HowFar(run.journal);
  const limit = new TimeLimit(limitOf(run, pace), () => journal.words);
  const boot = async (): Promise<() => void> => {
    const booted = await run.boot();
    limit.begin();
    return booted;
  };
  let rollout: Rollout | undefined;
  let kept = false;
  try {
    journal.write({ type: 'attempt-started', scenario: scenario.id, pace });
    await run.reset?.();
    rollout = await bootAndRollOut({ ...run, journal, boot, giveUp: limit.signal }, pace);
    const judged = await limit.within(judgeRollout(run, rollout, pace, startedAt));
    limit.end();
    leave();
    // What is being stopped answers for nothing.
    run.signal.throwIfAborted();
    const end = await confirmed(run, rollout, pace, judged);
    journalLogs(rollout, scenario, journal);
    kept = run.keep && end.outcome !== 'as-expected' && end.confirmation.state !== 'repeated' && !run.signal.aborted;
    if (kept) return { ...end, keep: keepLines(rollout, scenario) };
    return { ...end, wallSeconds: wallNow() - startedAt };
  } catch (error) {
    throw limit.signal.aborted ? limit.signal.reason : error;
  } finally {
    limit.end();
    leave();
    if (!kept) await rollout?.stop();
  }
}

/**
 * The second of a fleet's instances would wait for the port as long as the first has it, which is to the rollout's end.
 * @throws EnvironmentError when the scenario needs several instances of an app that listens on one port of this machine
 */
function checkAlone({ scenario: { release, instances, fleets }, testbed }: ScenarioRun): void {
  const { fixed } = release.port;
  if (fixed === undefined || testbed.adapter.kind !== 'embedded' || (instances === 1 && !fleets)) return;
  throw new EnvironmentError(
    `${release.name} listens on port ${fixed} whatever it is told, so only one instance of it can run on this machine at a time`,
    'Let it listen on the port that it is told, or run the scenario in containers.',
  );
}

type BoundedRun = ScenarioRun & { readonly giveUp: AbortSignal };

/** A fleet is prepared while others boot: its database and files wait for the disk, its start for the processor. */
async function bootAndRollOut(run: BoundedRun, pace: Pace): Promise<Rollout> {
  const { scenario, testbed, journal, control, turn, boot, giveUp } = run;
  const plan = breakRelease(scenario);
  if (scenario.fleets) return rollOutBesideOld(run, scenario.fleets, plan, pace);
  const next = await turn();
  let booted = next;
  try {
    const [ground, controlBoot] = await Promise.all([testbed.prepare(scenario, plan), control.bootSeconds]);
    booted = await boot();
    next();
    return await rollOut({ scenario, plan, ground, pace, testbed, journal, bootLimit: bootLimit(controlBoot), onBooted: booted, giveUp });
  } finally {
    next();
    booted();
  }
}

/** Users are there from the beginning, so it must be known what they are to get. */
async function rollOutBesideOld({ scenario, testbed, journal, control, boot, giveUp, providers }: BoundedRun, fleets: FleetPlan, plan: LaunchPlan, pace: Pace): Promise<Rollout> {
  // A database of the old release where there is one; else as the canary is to find it.
  const ground = fleets.old.release ? oldPlanOf(scenario, fleets) : plan;
  const [{ answers, bootSeconds }, database] = await Promise.all([control.accepted, testbed.prepareDatabase(ground)]);
  const canaryAnswers = canaryAnswersOf(scenario, answers);
  const beside = { scenario, fleets, plan, database, answers, canaryAnswers, pace, testbed, journal, bootLimit: bootLimit(bootSeconds), boot, giveUp };
  const policy = fleets.rollout;
  return policy.policy === 'terraform' ? rollOutByTerraform({ ...beside, policy, providers }) : rollOutFleets({ ...beside, policy });
}

/** Of the instances that still run; one that its group ended was written down then. */
function journalLogs({ pollers, living }: Rollout, scenario: Scenario, journal: Journal): void {
  for (const instance of living ?? pollers.map(({ options }) => options.instance)) journal.write(logEntry(scenario.id, instance));
}

function keepLines({ pollers }: Rollout, { release }: Scenario): string[] {
  return pollers.flatMap(({ options: { instance, healthCheck } }) => {
    const { host, port } = instance.addressOf(parseTarget(healthCheck.target).port);
    const url = release.database ? instance.env[release.database.setting] : undefined;
    const path = parseTarget(healthCheck.target).path ?? '/';
    return [
      instance.shellLine,
      `curl -i -H 'Host: ${instance.privateAddress}' http://${host}:${port}${path}`,
      ...(url === undefined ? [] : [`psql '${url}'`]),
    ];
  });
}
