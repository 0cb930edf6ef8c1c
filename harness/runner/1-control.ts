import { describeError } from '../model/errors.js';
import type { Pace, Scenario } from '../model/scenario.js';
import { wallSleep } from '../model/wall-clock.js';
import type { Instance } from '../runtime/instance.js';
import { LONGEST_PATIENCE } from '../traffic/patience.js';
import { askRounds, type UserRounds } from './5-harm.js';
import { bootUnbroken, type BootParts } from './boot-unbroken.js';

/** What the unbroken release gave, under the settings that a scenario is judged with. */
export interface Control {
  readonly bootSeconds: number;
  /** Several rounds, of two boots: what differs between them cannot be held against a canary. */
  readonly answers: UserRounds;
}

/** A control on its way. Both promises reject with the EnvironmentError that refuses it. */
export interface StartedControl {
  /** Under which its rollout is journaled. */
  readonly id: string;
  /** Wall seconds until its port opened: canaries may boot from here on, though none counts yet. */
  readonly bootSeconds: Promise<number>;
  readonly accepted: Promise<Control>;
}

/** Settings that scenarios must share to share a control. */
export const controlKey = ({ release, balancer, healthCheck, settle }: Scenario): string =>
  JSON.stringify([release.name, release.folder, balancer, healthCheck, settle]);

/** Releases that scenarios must share to share what a second boot of theirs gave. */
const releaseKey = ({ release }: Scenario): string => JSON.stringify([release.name, release.folder]);

/** A name for a control that none of those that were started has: a release may have several, of other settings each. */
export function controlId({ release }: Scenario, started: readonly string[]): string {
  const name = `control of ${release.name}`;
  let id = name;
  for (let n = 2; started.includes(id); n += 1) id = `${name} (${n})`;
  return id;
}

export interface ControlRun extends BootParts {
  readonly id: string;
  readonly pace: Pace;
  /**
   * As `boot`, for its first boot alone: that one may wait until the machine is calm, and nobody waits for it who keeps it
   * from being so. For the second one wait canaries that have begun.
   */
  firstBoot(): Promise<() => void>;
  /** Two boots of the release cannot be there at once. */
  readonly alone: boolean;
  /** What users got from second boots of releases, by their keys: controls that differ in their checks alone share them. */
  readonly bootedAgain: Map<string, Promise<UserRounds>>;
}

/** Rolls the unbroken release out. Only when it is accepted and its pages work does any scenario count. */
export function startControl(run: ControlRun): StartedControl {
  let listening: (seconds: number) => void = () => undefined;
  const heard = new Promise<number>((resolve) => (listening = resolve));
  const accepted = runControl(run, listening);
  const bootSeconds = Promise.race([heard, accepted.then((control) => control.bootSeconds)]);
  // A refusal is told to every scenario that asks; that none asks for the one or the other is no defect.
  for (const promise of [accepted, bootSeconds]) promise.catch(() => undefined);
  return { id: run.id, bootSeconds, accepted };
}

/** @throws EnvironmentError with evidence when it is refused: the app or the machine is not fit to be tested. */
async function runControl(run: ControlRun, onListening: (seconds: number) => void): Promise<Control> {
  const { id, scenario, testbed, journal } = run;
  const key = controlKey(scenario);
  let again: Promise<UserRounds> | undefined;
  try {
    const onFirst = (seconds: number): void => {
      onListening(seconds);
      if (!run.alone) again ??= askSecondBoot(run, seconds);
    };
    const first = await bootUnbroken({ ...run, boot: run.firstBoot }, { id, pace: run.pace, ask: askTwice, onListening: onFirst }).catch(async (error: unknown) => {
      // Whatever becomes of it counts for nothing any more, and it must not outlive the run.
      await again?.catch(() => undefined);
      throw error;
    });
    const { bootSeconds, comparison } = first;
    const answers = [...first.answers, ...(await (again ?? askSecondBoot(run, bootSeconds)))];
    journal.write({ type: 'control', key, scenario: id, accepted: true, bootSeconds, detail: comparison });
    return { bootSeconds, answers };
  } catch (error) {
    // One that was interrupted was not refused.
    if (!testbed.isClosed) journal.write({ type: 'control', key, scenario: id, accepted: false, detail: describeError(error) });
    throw error;
  }
}

/** Wall seconds between two moments that must not be the same: within one, a page that tells the time by seconds seems steady. */
const PAUSE = 1.1;

/**
 * What users got from another boot of the same release. A page that names its process, or when that began, is steady for
 * as long as one boot lasts, and no canary is that boot.
 *
 * @param since wall seconds from the start of the first boot
 */
function askSecondBoot(run: ControlRun, since: number): Promise<UserRounds> {
  const { scenario, bootedAgain } = run;
  const key = releaseKey(scenario);
  const known = bootedAgain.get(key);
  // Another control may have been refused for its own check, or its settings: that says nothing of this one.
  if (known) return known.catch(() => bootAgain(run, since));
  const asked = scenario.release.users.length === 0 ? Promise.resolve([]) : bootAgain(run, since);
  // Told to whoever awaits it, if anybody still does.
  asked.catch(() => undefined);
  bootedAgain.set(key, asked);
  return asked;
}

/** Nothing but its answers is wanted, whatever the pace. */
async function bootAgain(run: ControlRun, since: number): Promise<UserRounds> {
  await wallSleep(PAUSE - since);
  const id = `control of ${run.scenario.release.name}, booted again`;
  const beside = run.alone ? 'booted a second time' : 'booted a second time, beside the first';
  return (await bootUnbroken(run, { id, beside, pace: 'fast', ask: askPatiently })).answers;
}

/** How long the others wait is drawn from how long it takes. */
const askPatiently = (control: Scenario, instance: Instance): Promise<UserRounds> => askRounds(control, instance, LONGEST_PATIENCE);

/** Later rounds too, so that what time changes, or what users change for others, is not held against a canary. */
async function askTwice(control: Scenario, instance: Instance): Promise<UserRounds> {
  const answers = await askPatiently(control, instance);
  await wallSleep(PAUSE);
  return [...answers, ...(await askPatiently(control, instance))];
}
