import { TargetPoller } from '../balancer/target-poller.js';
import { clockOf, type Clock } from '../model/clock.js';
import type { Journal, UserAnswer } from '../model/journal.js';
import { decide } from '../model/rollout.js';
import type { Pace, Scenario } from '../model/scenario.js';
import type { FleetFindings, Verdict } from '../model/verdict.js';
import { wallNow } from '../model/wall-clock.js';
import type { LaunchPlan } from '../runtime/carry-out/plan.js';
import type { Instance } from '../runtime/instance.js';
import type { InstanceEvidence } from './fleet-evidence.js';
import { onGiveUp, type GivenUpBy } from './give-up.js';
import { instanceEntry, rolloutEntry } from './instance-entry.js';
import { BOOT_ENDS, tellWhenIdle } from './tell-when-idle.js';
import type { Ground, Testbed } from './testbed.js';

/** The checks of an instance, as far as judging and watching them goes. */
export type JudgedTarget = Pick<TargetPoller<Instance>, 'options' | 'probes' | 'inService' | 'lastSentAt' | 'look'>;

/** A canary fleet that has been judged; its instances still run, with their faults on. */
export interface Rollout {
  readonly verdict: Verdict;
  readonly pollers: readonly JudgedTarget[];
  /** Those of canary instances too that were ended meanwhile; left out: there are none. */
  readonly everyPoller?: readonly JudgedTarget[];
  /** All instances of both fleets that still run; left out: those of the pollers. */
  readonly living?: readonly Instance[];
  /** Of a rollout beside an old fleet: asks what is left of it, and counts what users had. */
  beside?(): Promise<FleetFindings>;
  /** What users got from canary instances just before their group ended them. */
  readonly departed?: readonly UserAnswer[];
  /** Evidence of the faults, where it is not simply that of each instance. */
  evidence?(): Promise<readonly InstanceEvidence[]>;
  readonly clock: Clock;
  /** Wall time of the last event of a fault. */
  readonly lastFaultAt: number;
  /** Why skipped time cannot be trusted; undefined while it can. */
  readonly untrusted: string | undefined;
  stop(): Promise<void>;
}

export interface RolloutOptions extends Pick<GivenUpBy, 'giveUp'> {
  readonly scenario: Scenario;
  readonly plan: LaunchPlan;
  readonly ground: Ground;
  readonly pace: Pace;
  readonly testbed: Testbed;
  readonly journal: Journal;
  /** Wall seconds: the boot limit, also the longest that a busy failing instance is waited for. */
  readonly bootLimit: number;
  /** Told once the fleet has booted, as far as it will: others may then use the processor. */
  onBooted?(): void;
  /** Told the wall seconds from an instance's start to its open port. */
  onListening?(seconds: number): void;
}

/** Boots the canary fleet, polls it as the balancer does, and decides. Whatever happens, `stop` ends all of it. */
export async function rollOut(options: RolloutOptions): Promise<Rollout> {
  const { scenario, plan, ground, pace, testbed, journal, bootLimit } = options;
  const clock = clockOf(pace);
  const pollers: TargetPoller<Instance>[] = [];
  let lastFaultAt = wallNow();
  const fleet = await testbed.launchFleet(ground, plan, clock, bootLimit, (instance, event) => {
    journal.write(instanceEntry({ scenario: scenario.id, instance, at: clock.now() }, event));
    if (BOOT_ENDS.has(event.type)) options.onBooted?.();
    if (event.type === 'listening') options.onListening?.(event.seconds);
    if (event.type.startsWith('fault-')) lastFaultAt = wallNow();
    else if (event.type !== 'boot-limit') return;
    pollers.find((poller) => poller.options.instance.id === instance)?.notice();
  });
  if (options.onBooted) void tellWhenIdle(fleet.instances, options.onBooted);
  const [first] = fleet.instances;
  if (first) journal.write(rolloutEntry(scenario.id, pace, plan, first));

  let forget: () => void = () => undefined;
  const verdict = await new Promise<Verdict>((resolve, reject) => {
    forget = onGiveUp(options, () => {
      for (const poller of pollers) poller.stop();
      clock.stop();
      reject(new Error('the rollout was given up'));
    });
    const look = (): void => {
      const standing = {
        now: clock.now(),
        deadline: scenario.deadline,
        wanted: scenario.instances,
        inService: pollers.filter(({ inService }) => inService).length,
        lastCheck: lastFailure(pollers),
      };
      const decided = decide(standing);
      if (decided) resolve(decided);
    };
    for (const instance of fleet.instances) pollers.push(pollerFor(options, instance, clock, look));
    for (const poller of pollers) void poller.run();
    void clock.sleepUntil(scenario.deadline).then(look);
  })
    .catch(async (error: unknown) => {
      await fleet.stop();
      throw error;
    })
    .finally(() => forget());
  for (const poller of pollers) poller.stop();
  journal.write({ type: 'verdict', scenario: scenario.id, verdict });
  return {
    verdict,
    pollers,
    clock,
    get lastFaultAt() {
      return lastFaultAt;
    },
    untrusted: pollers.map(({ untrusted }) => untrusted).find((why) => why !== undefined),
    async stop() {
      clock.stop();
      await fleet.stop();
    },
  };
}

const pollerFor = ({ scenario, plan, journal, bootLimit }: RolloutOptions, instance: Instance, clock: Clock, onChecked: () => void): TargetPoller<Instance> =>
  new TargetPoller({
    scenario: scenario.id,
    instance,
    healthCheck: plan.healthCheck,
    balancer: scenario.balancer,
    clock,
    settle: scenario.settle,
    busyLimit: bootLimit,
    journal,
    onChecked,
  });

function lastFailure(pollers: readonly TargetPoller<Instance>[]): string {
  const failing = pollers.find(({ inService }) => !inService) ?? pollers[0];
  const last = failing?.probes.findLast(({ outcome }) => outcome !== 'passed');
  return last === undefined ? 'none failed' : last.detail;
}
