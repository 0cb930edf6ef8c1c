import type { Clock } from '../model/clock.js';
import type { Journal, UserAnswer } from '../model/journal.js';
import type { Harm, Scenario } from '../model/scenario.js';
import type { Instance } from '../runtime/instance.js';
import type { JudgedTarget } from './3-rollout.js';
import { releaseIdOf } from '../model/health-answer.js';
import { askPages } from '../traffic/ask-pages.js';
import { differingAnswers } from '../traffic/compare-answers.js';
import { PATIENCE, patienceFor } from '../traffic/patience.js';
import { usersEntry } from './users-entry.js';

/** Users' answers, each list one round of the same requests. */
export type UserRounds = readonly (readonly UserAnswer[])[];

/** Rounds of the same requests at the same moment: a fault may show on some workers or connections only. */
const ROUNDS = 2;

export interface HarmFound {
  readonly harm: Harm;
  /** In what users' answers differed from the control's. */
  readonly hurt: readonly string[];
}

/** Asks an instance for the users' pages, several rounds at once. @param patience wall seconds after which a user has given up; left out: 8 */
export async function askRounds({ release }: Scenario, instance: Instance, patience = PATIENCE): Promise<UserAnswer[][]> {
  const door = { address: () => instance.addressOf(release.port.instancePort), publicHost: release.publicHost, patience };
  return Promise.all(Array.from({ length: ROUNDS }, () => askPages(release.users, door)));
}

/**
 * What a canary's users are to get: the control's answers; of another release than the control's only their kind, since
 * its pages may say something else.
 */
export function canaryAnswersOf({ fleets }: Scenario, control: UserRounds): UserRounds {
  if (fleets?.old.release === undefined) return control;
  // Of a page that the control itself gave in two sorts only that there is something is compared.
  return [...control, ...control.map((round) => round.map(({ shape: _shape, ...answer }) => ({ ...answer, body: `a page of another release than ${answer.body ?? ''}` })))];
}

/** Instances whose last health answer names another release than the one that they were launched with. */
export function strangers({ release }: Scenario, pollers: readonly JudgedTarget[]): string[] {
  return pollers.flatMap(({ probes, options: { instance } }) => {
    const wanted = instance.env[release.releaseId?.setting ?? ''];
    const found = releaseIdOf(probes.findLast(({ body }) => body !== undefined && body !== '')?.body);
    if (wanted === undefined || found === undefined || found === wanted) return [];
    return [`the answers are those of release ${found}, not of ${wanted}`];
  });
}

/** What users get from every instance of the canary fleet, against what they got from the control. */
export async function findHarm(
  scenario: Scenario,
  instances: readonly Instance[],
  control: UserRounds,
  { journal, clock }: { readonly journal: Journal; readonly clock: Pick<Clock, 'now'> },
): Promise<HarmFound> {
  const patience = patienceFor(control);
  const hurt = await Promise.all(
    instances.map(async (instance) => {
      const place = { scenario: scenario.id, instance: instance.id, at: clock.now() };
      const answers = (await askRounds(scenario, instance, patience)).flat();
      journal.write(usersEntry(place, control, answers));
      return differingAnswers(control, answers);
    }),
  );
  const sentences = [...new Set(hurt.flat())];
  return { harm: sentences.length === 0 ? 'fine' : 'hurt', hurt: sentences };
}
