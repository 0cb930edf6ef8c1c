import { setMaxListeners } from 'node:events';
import { availableParallelism, freemem } from 'node:os';
import { describeError } from '../model/errors.js';
import { localStackPlan } from '../model/localstack.js';
import { SCHEMA_VERSION, type Journal, type ScenarioEnd } from '../model/journal.js';
import type { DealtOut } from '../model/run-facts.js';
import type { Pace, Scenario, UnrunScenario } from '../model/scenario.js';
import { wallNow } from '../model/wall-clock.js';
import { ProviderPool } from '../terraform/provider-pool.js';
import type { RuntimeChoice } from '../runtime/choose-runtime.js';
import { buildUntilStopped } from './build-releases.js';
import type { StartedControl } from './1-control.js';
import { Controls } from './controls.js';
import { Crowd, wantingTasks } from './crowd.js';
import { openTestbed } from './open-testbed.js';
import { scenarioAws } from './scenario-aws.js';
import { endOfAttempts, mayEndOtherwise } from './retry.js';
import { runFacts } from './run-facts.js';
import { runScenario } from './run-scenario.js';
import { scenarioEntry } from './scenario-entry.js';
import { Sources } from './source-excerpt.js';
import { AllTold, Slots } from './schedule.js';
import { endsItself, longestFirst, mostlyWaits } from './longest-first.js';
import type { Testbed } from './testbed.js';
import { untilAborted } from './until-aborted.js';

/** Memory a scenario may take, in bytes: an app process and its share of Postgres. */
const MEMORY_PER_SCENARIO = 200 * 1024 * 1024;

/** Fleets that may be at work at once for each processor: more would only make each other's answers late. */
const AT_WORK_PER_PROCESSOR = 6;

/** Rollouts beside an old fleet that may be at work at once for each processor. */
const FLEETS_PER_PROCESSOR = 3;

/** Tasks that may want each processor, or wait for the disk, while more fleets begin: none of them idles, and a check of 0.1 s takes 0.2 s. */
const WANTED_PER_PROCESSOR = 2;

/** What a run tells while it goes on; each is optional to whoever listens. */
export interface RunListener {
  onRuntime?(kind: string, why: string): void;
  /** There is room for it to boot; of one that is repeated or run again, anew. */
  onBegin?(scenario: Scenario): void;
  onProvisional?(scenario: Scenario, end: ScenarioEnd): void;
  /** Of a scenario that is run again only its last end. */
  onEnd?(scenario: Scenario, end: ScenarioEnd): void;
  /** Told instead of an end that is not the last one. */
  onRetry?(scenario: Scenario, end: ScenarioEnd): void;
}

export interface SuiteOptions {
  readonly choice: RuntimeChoice;
  readonly pace: Pace;
  readonly watch: boolean;
  /** Which part of a run that several machines share, as `1/3`, and of what; left out: all of it. */
  readonly shard?: { readonly name: string; readonly dealt: DealtOut };
  /** Leaves surprising instances up until `waitBeforeClose` resolves. */
  readonly keep: boolean;
  /** Users of an accepted release who were fine are asked again when the watch is over. */
  readonly askAgain?: boolean;
  /**
   * Wall seconds for which an accepted release whose users are fine so far is watched at least: what it does by itself may
   * come later than one true gap, which all others are watched for. Left out: they are, too.
   */
  readonly watchFor?: number;
  /**
   * Wall seconds from when there is room to boot, within which a rollout must be judged; else its scenario is given up
   * (`timed-out`). A rollout that is repeated has them anew. Left out: without end.
   */
  readonly limit?: number;
  /**
   * How often a scenario that is not as expected is run again: when all are over, one at work at a time. Left out: never.
   */
  readonly retries?: number;
  /** Which ends are worth it; left out: all that are not as expected. */
  readonly isWorthRetrying?: (scenario: Scenario, end: ScenarioEnd) => boolean;
  /** Most scenarios at work and boots at once; left out: as many as the machine bears. */
  readonly concurrency?: number;
  /**
   * Run before each control and each rollout is prepared, for what the app keeps where no clone of ours reaches; scenarios
   * then run one at a time, each to the end of its watch.
   */
  readonly reset?: () => Promise<void>;
  readonly journal: Journal;
  readonly listener: RunListener;
  /** What was typed; left out: what this process was given. */
  readonly command?: string;
  /** Aborted by Ctrl-C: nothing new begins and everything that was started is stopped. */
  readonly signal: AbortSignal;
  waitBeforeClose?(): Promise<void>;
  /** Opens the testbed, whose releases are built then; it is closed at the end all the same. Left out: one of the suite's own. */
  readonly openTestbed?: () => Promise<Testbed>;
}

export interface SuiteEnd {
  readonly ends: ReadonlyMap<string, ScenarioEnd>;
  readonly wallSeconds: number;
  /** Wall seconds that each control took to boot. */
  readonly controlBoots: readonly number[];
  /** Before all scenarios had ended. */
  readonly interrupted: boolean;
}

/** Runs scenarios in parallel on one testbed. Everything that was started is gone when it resolves or rejects. */
export async function runSuite(scenarios: readonly Scenario[], unrun: readonly UnrunScenario[], options: SuiteOptions): Promise<SuiteEnd> {
  const startedAt = wallNow();
  const { choice, journal, listener, signal, pace, shard } = options;
  const releases = [...new Map(scenarios.map(({ release }) => [release.name, release])).values()];
  const localStack = localStackPlan(releases, process.env);
  listener.onRuntime?.(choice.kind, choice.why);
  const facts = { ...(await runFacts(options.command)), ...(shard === undefined ? {} : { shards: [shard.name] }) };
  journal.write({
    type: 'run-started', schemaVersion: SCHEMA_VERSION, runtime: choice.kind, pace, detail: choice.why, node: process.version, facts, folder: process.cwd(), scenarios: scenarios.length,
    ...(shard === undefined ? {} : { dealt: shard.dealt }),
  });
  for (const each of unrun) journal.write({ type: 'scenario-unrun', ...each });
  const built = options.openTestbed ? Promise.resolve() : buildUntilStopped(releases, choice.kind, signal);
  built.catch(() => undefined);
  const ends = new Map<string, ScenarioEnd>();
  const controlBoots: number[] = [];
  // As many as are watched at once listen to it.
  setMaxListeners(0, signal);
  // Whoever looked at what was kept, and ends that, interrupts no run.
  let interrupted = false;
  if (scenarios.length > 0) {
    const testbed = await (options.openTestbed?.() ?? openTestbed(choice.kind, releases.some(({ database }) => database !== undefined), localStack && scenarioAws(localStack, signal)));
    if (signal.aborted) await testbed.close();
    const close = (): void => void testbed.close();
    signal.addEventListener('abort', close, { once: true });
    try {
      await built;
      if (!signal.aborted) await runAll(scenarios, testbed, options, ends, controlBoots);
      interrupted = signal.aborted;
      await options.waitBeforeClose?.();
    } finally {
      signal.removeEventListener('abort', close);
      await testbed.close();
    }
  }
  await built;
  const wallSeconds = wallNow() - startedAt;
  journal.write({ type: 'run-ended', wallSeconds, interrupted });
  return { ends, wallSeconds, controlBoots, interrupted };
}

async function runAll(
  scenarios: readonly Scenario[],
  testbed: Testbed,
  options: SuiteOptions,
  ends: Map<string, ScenarioEnd>,
  controlBoots: number[],
): Promise<void> {
  const { pace, watch, keep, journal, listener, signal, askAgain, watchFor, limit, reset, retries = 0, isWorthRetrying = (_, end) => mayEndOtherwise(end), concurrency = Number.POSITIVE_INFINITY } = options;
  const slots = (most: number): Slots => new Slots(Math.min(most, concurrency));
  const boots = slots(availableParallelism());
  // Enough fleets stand ready that no boot waits for a database or for files.
  const turns = new Slots(2 * boots.count);
  const rooms = slots(AT_WORK_PER_PROCESSOR * availableParallelism());
  // A rollout beside an old fleet boots several instances and sends users all along.
  const besides = slots(FLEETS_PER_PROCESSOR * availableParallelism());
  const crowd = new Crowd({ most: WANTED_PER_PROCESSOR * availableParallelism(), least: boots.count, wanting: wantingTasks });
  // Nothing else is at work while one that was not as expected is run again; those that are only watched do not disturb it.
  const quiet = new Slots(1);
  const places = new Slots(Math.max(2, Math.floor((freemem() * 0.6) / MEMORY_PER_SCENARIO)));
  // For what cannot be there twice: an app with one port of its own, data that only a command resets.
  const alone = new Slots(1);
  const isAlone = ({ release, fleets }: Scenario): boolean => reset !== undefined || [release, fleets?.old.release].some((each) => each?.port.fixed !== undefined);
  // No process of it is started before a rollout by Terraform asks for one.
  const providers = new ProviderPool(testbed.workplace('terraform'));
  const heard = untilAborted(journal, signal);
  // All of a run are wanted at its beginning, together with the first canaries.
  const firstBoot = async (): Promise<() => void> => {
    const [leaveCrowd, booted] = [await crowd.enter(), await boots.take()];
    return () => {
      booted();
      leaveCrowd();
    };
  };
  const controls = new Controls({ pace, testbed, journal: heard, isAlone, firstBoot, boot: () => boots.take(), onBooted: (seconds) => controlBoots.push(seconds), ...(reset ? { reset } : {}) });
  const sources = new Sources();
  /** One that is asked anew has the machine for itself until it is judged. */
  const controlOf = async (scenario: Scenario, again: boolean): Promise<StartedControl> => {
    // Beside an old release of its own the canary's is the one under test, and the old one must be fit.
    const fit = { ...scenario, release: scenario.fleets?.old.release ?? scenario.release };
    if (!again) return controls.of(fit);
    const leave = await quiet.take();
    const control = controls.of(fit);
    await control.accepted.catch(() => undefined);
    leave();
    return control;
  };
  const placeFor = (scenario: Scenario): Promise<() => void> => {
    if (scenario.fleets) return besides.take();
    return mostlyWaits(scenario) && options.concurrency === undefined ? Promise.resolve(() => undefined) : rooms.take();
  };
  const roomFor = async (scenario: Scenario, again: boolean): Promise<() => void> => {
    if (again) return quiet.take();
    const [leavePlace, leaveCrowd] = [await placeFor(scenario), await crowd.enter()];
    return () => {
      leaveCrowd();
      leavePlace();
    };
  };
  const waits = pace === 'fast' && scenarios.length > rooms.count;
  const judged = new AllTold(waits ? scenarios.filter((scenario) => scenario.pace !== 'realtime' && !endsItself(scenario)) : []);
  const how = { pace, watch, keep, ...(askAgain === undefined ? {} : { askAgain }), ...(watchFor === undefined ? {} : { watchFor }), ...(limit === undefined ? {} : { limit }), ...(reset ? { reset } : {}) };
  const runOne = async (scenario: Scenario, earlier: readonly ScenarioEnd[] = []): Promise<void> => {
    // Those with nothing to be watched fill the time in which the others only are.
    if (endsItself(scenario)) await judged.promise;
    const isSingle = isAlone(scenario);
    const letNext = isSingle ? await alone.take() : () => undefined;
    const leave = await places.take();
    try {
      if (signal.aborted) return;
      const control = await controlOf(scenario, earlier.length > 0);
      if (earlier.length === 0) journal.write(scenarioEntry(scenario, control.id, sources.excerpt(scenario.location)));
      const onProvisional = (end: ScenarioEnd): void => {
        judged.tell(scenario);
        listener.onProvisional?.(scenario, end);
      };
      // One that is accepted is stopped by then.
      if (isSingle) await control.accepted.catch(() => undefined);
      const room = async (): Promise<() => void> => {
        const leaveRoom = await roomFor(scenario, earlier.length > 0);
        listener.onBegin?.(scenario);
        return leaveRoom;
      };
      const queues = { room, turn: () => turns.take(), boot: () => boots.take() };
      const last = await runScenario({ scenario, ...how, testbed, journal: heard, control, providers, signal, ...queues, onProvisional });
      if (last === undefined) return;
      const end = endOfAttempts(earlier, last);
      ends.set(scenario.id, end);
      journal.write({ type: 'scenario-ended', scenario: scenario.id, ...end });
      if (signal.aborted || earlier.length === retries || !isWorthRetrying(scenario, last)) return listener.onEnd?.(scenario, end);
      listener.onRetry?.(scenario, end);
      attempts.set(scenario, [...earlier, last]);
    } finally {
      judged.tell(scenario);
      leave();
      letNext();
    }
  };
  /** Of scenarios that are to be run again: their ends so far. */
  const attempts = new Map<Scenario, readonly ScenarioEnd[]>();
  const runAllOf = (some: readonly Scenario[]): Promise<unknown> => {
    const earlier = new Map(attempts);
    attempts.clear();
    controls.forgetRefused();
    return Promise.all(longestFirst(some).map((scenario) => runOne(scenario, earlier.get(scenario)).catch((error: unknown) => process.emitWarning(describeError(error)))));
  };
  try {
    await runAllOf(scenarios);
    while (attempts.size > 0 && !signal.aborted) await runAllOf([...attempts.keys()]);
  } finally {
    await providers.close();
  }
}
