import { failingChecks } from '../model/health-answer.js';
import type { Scenario } from '../model/scenario.js';
import { judge, type Judgement, type Observation } from '../model/verdict.js';
import type { HarmFound } from './5-harm.js';
import type { Rollout } from './3-rollout.js';

/** What a rollout showed about why its canary was refused: the facts of the last check that failed, and of the process. */
export function observe({ verdict, pollers }: Pick<Rollout, 'verdict' | 'pollers'>, { harm }: HarmFound): Observation {
  const failing = pollers.find(({ inService }) => !inService) ?? pollers[0];
  const last = failing?.probes.findLast(({ outcome }) => outcome !== 'passed');
  const instances = pollers.map(({ options }) => options.instance);
  return {
    verdict,
    ...(last === undefined ? {} : { outcome: last.outcome }),
    ...(last?.status === undefined ? {} : { status: last.status }),
    failingChecks: failingChecks(last?.body),
    exitCodes: instances.flatMap(({ exits }) => exits.map(({ code }) => code)),
    lines: instances.flatMap(({ logs }) => logs.last(1000).map(({ line }) => line)),
    harm,
  };
}

/** One line for the reason of a refusal: the failing checks, else what the balancer saw. */
export function reasonOf({ verdict, failingChecks: checks, outcome, status, exitCodes }: Observation): string {
  if (verdict.verdict === 'accepted') return 'in service';
  const exit = exitCodes.length > 0 ? `, exit ${exitCodes.at(-1) ?? 'by signal'}` : '';
  if (checks.length > 0) return `check ${checks.join(', ')}`;
  return `${outcome ?? 'not enough passes'}${status === undefined ? '' : ` ${status}`}${exit}`;
}

export const judgeScenario = (scenario: Scenario, observation: Observation): Judgement =>
  judge(scenario.expectation, observation, scenario.release.checks);
