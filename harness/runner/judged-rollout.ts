import type { Journal, Observed, ScenarioEnd } from '../model/journal.js';
import type { Pace, Scenario } from '../model/scenario.js';
import type { Judgement, Observation } from '../model/verdict.js';
import { wallNow } from '../model/wall-clock.js';
import { differingAnswers } from '../traffic/compare-answers.js';
import type { StartedControl } from './1-control.js';
import type { Rollout } from './3-rollout.js';
import { exitsOf, judgeScenario, observe, observedOf, reasonOf } from './4-judge.js';
import { canaryAnswersOf, findHarm, strangers, type HarmFound } from './5-harm.js';
import { awaitTold, explainedBy } from './canary-events.js';
import type { InstanceEvidence } from './fleet-evidence.js';
import { afterOtherKinds } from './other-kinds.js';

/** What is left of a rollout once it is judged: its end as far as it is known, and how to ask its users again. */
export interface JudgedRollout {
  readonly end: ScenarioEnd & { readonly observed: Observed };
  readonly observation: Observation;
  askUsers(): Promise<HarmFound>;
}

/** What a verdict is judged by beside the rollout itself. */
export interface Judging {
  readonly scenario: Scenario;
  readonly journal: Journal;
  readonly control: StartedControl;
}

/**
 * Asks users, looks whether each fault is live, and judges.
 * @throws EnvironmentError when the control was refused
 */
export async function judgeRollout({ scenario, journal, control }: Judging, rollout: Rollout, pace: Pace, startedAt: number): Promise<JudgedRollout> {
  const observed = observedOf(rollout);
  const { answers } = await control.accepted;
  const instances = rollout.pollers.map(({ options }) => options.instance);
  const askUsers = async (): Promise<HarmFound> => {
    const expected = canaryAnswersOf(scenario, answers);
    const { hurt } = await findHarm(scenario, instances, expected, { journal, clock: rollout.clock });
    // Of a refused canary those speak too that are gone: the last ones may be too young to hurt anybody, or there are none.
    const departed = rollout.verdict.verdict === 'rejected' ? differingAnswers(expected, rollout.departed ?? []) : [];
    const all = [...new Set([...hurt, ...departed, ...strangers(scenario, rollout.pollers)])];
    return { harm: all.length === 0 ? 'fine' : 'hurt', hurt: all };
  };
  const harm = await afterOtherKinds(rollout, scenario, journal, askUsers);
  const dead = await findDeadFaults(rollout, scenario, journal);
  await awaitTold(scenario, rollout);
  const observation = observe(rollout, harm, await rollout.beside?.());
  return { end: endOf(rollout, scenario, pace, { ...observation, observed }, harm, startedAt, dead), observation, askUsers };
}

/**
 * What showed itself only when the watch was over: ends of processes, and users who were fine before. A release that
 * answers from what it remembers, or dies a minute later, hurts them only then.
 */
export async function afterWatch(scenario: Scenario, askAgain: boolean, rollout: Rollout, { end, observation, askUsers }: JudgedRollout): Promise<ScenarioEnd> {
  const seen = { ...end, observed: { ...end.observed, exits: exitsOf(rollout) } };
  if (!askAgain || observation.verdict.verdict !== 'accepted' || observation.harm !== 'fine') return seen;
  const [{ hurt }, later] = await Promise.all([askUsers(), rollout.beside?.()]);
  const { beside } = observation;
  const now: Observation = {
    ...observation,
    harm: hurt.length > 0 ? 'hurt' : 'fine',
    ...(beside && later?.oldHarm === 'hurt' ? { beside: { ...beside, oldHarm: 'hurt', users: { ...beside.users, examples: later.users.examples } } } : {}),
  };
  const judgement = judgeScenario(scenario, now);
  return {
    ...seen,
    outcome: end.outcome === 'harness-error' ? end.outcome : judgement.outcome,
    judgement,
    harm: now.harm,
    ...(now.beside ? { beside: now.beside } : {}),
    ...(hurt.length > 0 ? { hurt, observed: { ...seen.observed, hurtLater: hurt } } : {}),
  };
}

/** A fault that is not to be seen on the app's side proves nothing: that is our failure, not a verdict. */
async function findDeadFaults(rollout: Rollout, scenario: Scenario, journal: Journal): Promise<string[]> {
  const seen = (await rollout.evidence?.()) ?? (await evidenceOfEach(rollout));
  for (const each of seen) journal.write({ type: 'evidence', scenario: scenario.id, ...each });
  return seen.filter(({ live }) => !live).map(({ fault, sentence }) => `${fault}: ${sentence}`);
}

async function evidenceOfEach({ pollers }: Rollout): Promise<InstanceEvidence[]> {
  const each = pollers.map(async ({ options: { instance } }) => (await instance.evidence()).map((evidence) => ({ instance: instance.id, ...evidence })));
  return (await Promise.all(each)).flat();
}

function endOf(
  rollout: Rollout,
  scenario: Scenario,
  pace: Pace,
  { observed, ...observation }: Observation & { readonly observed: Observed },
  { hurt }: HarmFound,
  startedAt: number,
  dead: readonly string[],
): JudgedRollout['end'] {
  const judgement: Judgement = judgeScenario(scenario, observation);
  const pollers = rollout.everyPoller ?? rollout.pollers;
  const probes = pollers.flatMap((poller) => poller.probes);
  const last = pollers[0]?.probes.findLast(({ body }) => body !== undefined && body !== '');
  const projected = probes.filter((probe) => probe.projected === true).length;
  return {
    outcome: dead.length > 0 ? 'harness-error' : judgement.outcome,
    judgement,
    verdict: rollout.verdict,
    reason: reasonOf(observation),
    harm: observation.harm,
    hurt,
    observed,
    ...(observation.beside ? { beside: observation.beside } : {}),
    pace,
    checksSent: probes.length - projected,
    checksProjected: projected,
    wallSeconds: wallNow() - startedAt,
    ...(dead.length > 0 ? { error: `a fault was not live, so the verdict counts for nothing: ${dead.join('; ')}` } : {}),
    ...(last?.body === undefined ? {} : { lastAnswer: last.body.slice(0, 2000) }),
    lastLines: observation.lines.slice(-8),
    ...(observation.events.length === 0 ? {} : { explained: explainedBy(observation.events) }),
  };
}
