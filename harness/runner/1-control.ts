import { EnvironmentError, describeError } from '../model/errors.js';
import type { Journal, UserAnswer } from '../model/journal.js';
import type { Pace, Scenario } from '../model/scenario.js';
import { wallSleep } from '../model/wall-clock.js';
import { planLaunch } from '../runtime/carry-out/plan.js';
import type { Instance } from '../runtime/instance.js';
import { remedyForRefusedWrite } from '../runtime/shared-dependencies.js';
import { failedAnswers } from '../traffic/failed-answers.js';
import { askRounds } from './5-harm.js';
import { rollOut } from './3-rollout.js';
import type { Testbed } from './testbed.js';

/** What the unbroken release gave, under the settings that a scenario is judged with. */
export interface Control {
  readonly bootSeconds: number;
  /** Users' answers, several rounds: what differs between them cannot be held against a canary. */
  readonly answers: readonly (readonly UserAnswer[])[];
}

/** A control on its way. Both promises reject with the EnvironmentError that refuses it. */
export interface StartedControl {
  /** Wall seconds until its port opened: canaries may boot from here on, though none counts yet. */
  readonly bootSeconds: Promise<number>;
  readonly accepted: Promise<Control>;
}

/** Boot limit of a control, in wall seconds: nothing is known yet about how long the app takes. */
const CONTROL_BOOT_LIMIT = 60;

/** Settings that scenarios must share to share a control. */
export const controlKey = ({ release, balancer, healthCheck, settle }: Scenario): string =>
  JSON.stringify([release.name, release.folder, balancer, healthCheck, settle]);

export interface ControlRun {
  readonly scenario: Scenario;
  readonly pace: Pace;
  readonly testbed: Testbed;
  readonly journal: Journal;
  /** Resolves when there is room on the machine to boot; the returned function tells that the boot is over. */
  boot(): Promise<() => void>;
  /** Run before anything of it is prepared. */
  reset?(): Promise<void>;
}

/** Rolls the unbroken release out. Only when it is accepted and its pages work does any scenario count. */
export function startControl(run: ControlRun): StartedControl {
  let listening: (seconds: number) => void = () => undefined;
  const heard = new Promise<number>((resolve) => (listening = resolve));
  const accepted = runControl(run, listening);
  const bootSeconds = Promise.race([heard, accepted.then((control) => control.bootSeconds)]);
  // A refusal is told to every scenario that asks; that none asks for the one or the other is no defect.
  for (const promise of [accepted, bootSeconds]) promise.catch(() => undefined);
  return { bootSeconds, accepted };
}

/** @throws EnvironmentError with evidence when it is refused: the app or the machine is not fit to be tested. */
async function runControl({ scenario, pace, testbed, journal, boot, reset }: ControlRun, onListening: (seconds: number) => void): Promise<Control> {
  const id = `control of ${scenario.release.name}`;
  const control: Scenario = { ...scenario, id, title: id, faults: [], instances: 1, expectation: { verdict: 'accepted' } };
  const plan = planLaunch(control.release, [], control.healthCheck);
  const key = controlKey(scenario);
  const booted = await boot();
  try {
    await reset?.();
    const ground = await testbed.prepare(control, plan);
    const rollout = await rollOut({ scenario: control, plan, ground, pace, testbed, journal, bootLimit: CONTROL_BOOT_LIMIT, onBooted: booted, onListening });
    const [poller] = rollout.pollers;
    const instance = poller?.options.instance;
    try {
      if (!poller || !instance || rollout.verdict.verdict !== 'accepted') {
        throw refused(control, `it was ${rollout.verdict.verdict}: ${rollout.verdict.comparison}`, linesOf(instance), poller?.probes.at(-1)?.body);
      }
      checkBooted(control, instance);
      const answers = await askControl(control, instance);
      const failed = failedAnswers(control.release.users, answers.flat())[0];
      if (failed !== undefined) throw refused(control, failed, linesOf(instance));
      const bootSeconds = instance.bootSeconds ?? CONTROL_BOOT_LIMIT;
      journal.write({ type: 'control', key, accepted: true, bootSeconds, detail: rollout.verdict.comparison });
      return { bootSeconds, answers };
    } finally {
      await rollout.stop();
    }
  } catch (error) {
    // One that was interrupted was not refused.
    if (!testbed.isClosed) journal.write({ type: 'control', key, accepted: false, detail: describeError(error) });
    throw error;
  } finally {
    booted();
  }
}

/** Wall seconds between both times that a control is asked: within one, a page that tells the time by seconds seems steady. */
const PAUSE = 1.1;

/** Later rounds too, so that what time changes, or what users change for others, is not held against a canary. */
async function askControl(control: Scenario, instance: Instance): Promise<UserAnswer[][]> {
  if (control.release.users.length === 0) return [];
  const answers = await askRounds(control, instance);
  await wallSleep(PAUSE);
  return [...answers, ...(await askRounds(control, instance))];
}

/** Else the limit of every boot would be drawn from one that nobody saw end. */
function checkBooted(control: Scenario, instance: Instance): void {
  const { bootedLine } = control.release;
  if (bootedLine === undefined || instance.bootSeconds !== undefined) return;
  throw refused(control, `its log never said "${bootedLine}", the bootedLine of its description`, linesOf(instance));
}

const linesOf = (instance: Instance | undefined): string[] => instance?.logs.last(200).map(({ line }) => line) ?? [];

const refused = ({ release: { folder } }: Scenario, why: string, lines: readonly string[], answer?: string): EnvironmentError =>
  new EnvironmentError(
    [`the unbroken release was not accepted, so no scenario can count: ${why}`, ...(answer ? [`last answer: ${answer.slice(0, 500)}`] : []), ...lines.slice(-10)].join('\n  '),
    remedyForRefusedWrite(lines, folder) ?? 'Make the release pass its own health check with the settings of the scenario, then run again.',
  );
