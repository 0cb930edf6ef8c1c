import { checksOf, failingChecks } from '../model/health-answer.js';
import type { Observed } from '../model/journal.js';
import type { Scenario } from '../model/scenario.js';
import { judge, type FleetFindings, type Judgement, type Observation } from '../model/verdict.js';
import type { HarmFound } from './5-harm.js';
import type { JudgedTarget, Rollout } from './3-rollout.js';
import { canaryEvents, canaryLines } from './canary-events.js';

/** What a rollout showed about why its canary was refused: the facts of the last check that failed, and of the process. */
export function observe(
  { verdict, ...rollout }: Pick<Rollout, 'verdict' | 'pollers' | 'everyPoller'>,
  { harm }: HarmFound,
  beside?: FleetFindings,
): Observation {
  const pollers = rollout.everyPoller ?? rollout.pollers;
  const last = tellingOf(pollers)?.probes.findLast(({ outcome }) => outcome !== 'passed');
  const instances = pollers.map(({ options }) => options.instance);
  return {
    verdict,
    ...(last === undefined ? {} : { outcome: last.outcome }),
    ...(last?.status === undefined ? {} : { status: last.status }),
    failingChecks: failingChecks(last?.body),
    exitCodes: instances.flatMap(({ exits }) => exits.map(({ code }) => code)),
    lines: canaryLines(rollout),
    events: canaryEvents(rollout),
    harm: (beside?.users.byFleet.canary?.errors ?? 0) > 0 ? 'hurt' : harm,
    ...(beside ? { beside } : {}),
  };
}

type Judged = Pick<Rollout, 'pollers' | 'everyPoller'>;

/** Of several instances the one that failed most often tells most; others may have been ended at their first check. */
function tellingOf(pollers: readonly JudgedTarget[]): JudgedTarget | undefined {
  const failures = ({ probes, inService }: JudgedTarget): number => (inService ? -1 : probes.filter(({ outcome }) => outcome !== 'passed').length);
  return [...pollers].sort((a, b) => failures(b) - failures(a))[0];
}

/** Ends so far of the canary's processes, those of each instance in order. */
export const exitsOf = ({ pollers, everyPoller = pollers }: Judged): Observed['exits'] => everyPoller.flatMap(({ options: { instance } }) => instance.exits);

/** Characters of a health answer that are kept. */
const KEPT_BODY = 500;

/** What a rollout shows at this moment of its canary, whatever its verdict. */
export function observedOf(rollout: Judged): Observed {
  const telling = tellingOf(rollout.everyPoller ?? rollout.pollers);
  if (!telling) return { failingChecks: [], exits: [], listening: false, listened: false };
  const { probes, inService, options: { instance } } = telling;
  const failed = inService ? undefined : probes.findLast(({ outcome }) => outcome !== 'passed');
  const last = failed ?? probes.at(-1);
  const answer = probes.findLast(({ body }) => body !== undefined && body !== '')?.body;
  const checks = checksOf(answer);
  return {
    ...(last === undefined ? {} : { outcome: last.outcome }),
    ...(last?.status === undefined ? {} : { status: last.status }),
    ...(last?.body ? { body: last.body.slice(0, KEPT_BODY) } : {}),
    failingChecks: failingChecks(answer),
    ...(Object.keys(checks).length === 0 ? {} : { checks }),
    exits: exitsOf(rollout),
    listening: instance.listening,
    listened: instance.listening || instance.bootSeconds !== undefined,
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
