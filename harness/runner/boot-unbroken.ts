import { EnvironmentError } from '../model/errors.js';
import type { Journal } from '../model/journal.js';
import type { Pace, Scenario } from '../model/scenario.js';
import { planLaunch } from '../runtime/carry-out/plan.js';
import type { Instance } from '../runtime/instance.js';
import { remedyForRefusedWrite } from '../runtime/shared-dependencies.js';
import { failedAnswers } from '../traffic/failed-answers.js';
import { rollOut } from './3-rollout.js';
import type { UserRounds } from './5-harm.js';
import type { Testbed } from './testbed.js';

/** Boot limit of the unbroken release, in wall seconds: nothing is known yet about how long the app takes. */
const BOOT_LIMIT = 60;

export interface BootParts {
  readonly scenario: Scenario;
  readonly testbed: Testbed;
  readonly journal: Journal;
  /** Resolves when there is room on the machine to boot; the returned function tells that the boot is over. */
  boot(): Promise<() => void>;
  /** Run before anything of it is prepared. */
  reset?(): Promise<void>;
}

export interface UnbrokenBoot {
  readonly id: string;
  readonly pace: Pace;
  /** How it was booted, where it is not the first, in words. */
  readonly beside?: string;
  ask(control: Scenario, instance: Instance): Promise<UserRounds>;
  /** Told the wall seconds from its start to its open port. */
  onListening?(seconds: number): void;
}

/** What a boot of the unbroken release gave. */
export interface Booted {
  readonly bootSeconds: number;
  readonly answers: UserRounds;
  /** By which it was accepted. */
  readonly comparison: string;
}

/** One boot of the unbroken release, from its start to its end. @throws EnvironmentError when it is refused */
export async function bootUnbroken({ scenario, testbed, journal, boot, reset }: BootParts, how: UnbrokenBoot): Promise<Booted> {
  const { id, pace, ask, onListening } = how;
  const control: Scenario = { ...scenario, id, title: id, faults: [], instances: 1, expectation: { verdict: 'accepted' } };
  const plan = planLaunch(control.release, [], control.healthCheck);
  const booted = await boot();
  try {
    await reset?.();
    const ground = await testbed.prepare(control, plan);
    const rollout = await rollOut({ scenario: control, plan, ground, pace, testbed, journal, bootLimit: BOOT_LIMIT, onBooted: booted, ...(onListening ? { onListening } : {}) });
    const [poller] = rollout.pollers;
    const instance = poller?.options.instance;
    try {
      if (!poller || !instance || rollout.verdict.verdict !== 'accepted') {
        throw refused(control, how, `it was ${rollout.verdict.verdict}: ${rollout.verdict.comparison}`, linesOf(instance), poller?.probes.at(-1)?.body);
      }
      checkBooted(control, how, instance);
      const answers = control.release.users.length === 0 ? [] : await ask(control, instance);
      const failed = failedAnswers(control.release.users, answers.flat())[0];
      if (failed !== undefined) throw refused(control, how, failed, linesOf(instance));
      return { bootSeconds: instance.bootSeconds ?? BOOT_LIMIT, answers, comparison: rollout.verdict.comparison };
    } finally {
      await rollout.stop();
    }
  } finally {
    booted();
  }
}

/** Else the limit of every boot would be drawn from one that nobody saw end. */
function checkBooted(control: Scenario, how: UnbrokenBoot, instance: Instance): void {
  const { bootedLine } = control.release;
  if (bootedLine === undefined || instance.bootSeconds !== undefined) return;
  throw refused(control, how, `its log never said "${bootedLine}", the bootedLine of its description`, linesOf(instance));
}

const linesOf = (instance: Instance | undefined): string[] => instance?.logs.last(200).map(({ line }) => line) ?? [];

const refused = ({ release: { folder } }: Scenario, { beside }: UnbrokenBoot, why: string, lines: readonly string[], answer?: string): EnvironmentError =>
  new EnvironmentError(
    [
      `the unbroken release was not accepted, so no scenario can count: ${beside === undefined ? '' : `${beside}, `}${why}`,
      ...(answer ? [`last answer: ${answer.slice(0, 500)}`] : []),
      ...lines.slice(-10),
    ].join('\n  '),
    remedyForRefusedWrite(lines, folder) ?? (beside === undefined ? FIT : ANEW),
  );

const FIT = 'Make the release pass its own health check with the settings of the scenario, then run again.';
const ANEW = 'It was accepted once, and each canary is one more boot of it: see that nothing which a boot takes or leaves (ports, files, locks, data) keeps the next one from starting, then run again.';
