import type { ScenarioEnd } from '../model/journal.js';
import type { Bodies } from './bodies.js';
import { fileFrom } from './file-from.js';
import { oldInstances } from './old-instances.js';
import { recordRollout } from './record-rollout.js';
import { releaseDifference } from './release-difference.js';
import { reproduceLine } from './reproduce.js';
import type { ScenarioResult } from './results.js';
import type { RolloutRecord } from './rollout-record.js';
import type { LineOf, ScenarioLine, ScenarioLines } from './scenario-lines.js';
import { failuresShipped } from './shipped-failures.js';
import { timeToDetect } from './time-to-detect.js';

/** What of the run as a whole a scenario's result is made with. */
export interface AboutRun {
  readonly folder: string | undefined;
  readonly command: string;
  readonly pace: string;
  readonly bodies: Bodies;
}

type Start = LineOf<'scenario-started'>;

/** The result of one scenario by its own lines and those of its control. Pure but for the bodies noted. */
export function scenarioResult(start: Start, ended: LineOf<'scenario-ended'>, own: ScenarioLines, control: ScenarioLines | undefined, about: AboutRun): ScenarioResult {
  const end = endOf(ended);
  const { title, family, faults, oldFaults, expectation, healthCheck, numbers, balancer, source } = start;
  const location = { ...start.location, file: fileFrom(about.folder, start.location.file) };
  const rollout = recordRollout(own, about.bodies);
  const launch = launchOf(own);
  const before = control && launchOf(control);
  const answers = lastAnswers(own, control, rollout, end.verdict);
  for (const hash of Object.values(answers)) about.bodies.use(hash);
  const detect = rollout && end.verdict && numbers && timeToDetect(rollout, end.verdict, numbers);
  return {
    id: ended.scenario,
    title,
    family,
    location,
    ...(source ? { source } : {}),
    faults,
    ...(oldFaults ? { oldFaults } : {}),
    expectation,
    healthCheck,
    ...(numbers ? { numbers } : {}),
    balancer,
    ...end,
    ...shownAfterLaunch(own, launch?.healthPath),
    ...(rollout ? { rollout } : {}),
    ...(launch && before ? { difference: releaseDifference(before, launch, faults.map(({ summary }) => summary)) } : {}),
    ...(Object.keys(answers).length > 0 ? { answers } : {}),
    ...(detect ? { detect } : {}),
    reproduce: reproduceLine(about, location.file, title),
  };
}

function launchOf({ lines, launched }: ScenarioLines): LineOf<'rollout-started'> | undefined {
  const line = lines[launched];
  return line?.type === 'rollout-started' ? line : undefined;
}

/** Where the harness failed, or a fault was not seen to be live, what came of it is no verdict, and nobody's harm. */
function endOf({ type: _type, time: _time, scenario: _scenario, ...whole }: LineOf<'scenario-ended'>): ScenarioEnd {
  if (whole.outcome !== 'harness-error') return whole;
  const { verdict: _verdict, judgement: _judgement, reason: _reason, harm: _harm, hurt: _hurt, beside: _beside, ...end } = whole;
  return end;
}

/** What the canary showed beside its verdict. */
function shownAfterLaunch({ lines, launched }: ScenarioLines, healthPath: string | undefined): Pick<ScenarioResult, 'evidence' | 'otherKinds' | 'otherDecisions' | 'events' | 'users'> {
  const shown = lines.slice(launched + 1);
  const of = <T extends ScenarioLine['type']>(type: T): LineOf<T>[] => shown.filter((line): line is LineOf<T> & ScenarioLine => line.type === type);
  return {
    evidence: of('evidence').map(({ fault, live, sentence }) => ({ fault, live, sentence })),
    otherKinds: of('other-kinds').flatMap(({ kinds }) => kinds),
    otherDecisions: of('other-decisions').flatMap(({ kinds }) => kinds),
    events: failuresShipped(of('shipped'), healthPath),
    users: of('users').flatMap(({ answers }) => answers.map(({ body: _body, shape: _shape, ...answer }) => answer)),
  };
}

type Answered = LineOf<'probe'> & { readonly bodyHash: string };

const isAnswered = (line: ScenarioLine): line is Answered => line.type === 'probe' && line.bodyHash !== undefined;

/** The control was accepted, so that its last answer is a good one; what refused a release is the last that failed. */
function lastAnswers(own: ScenarioLines, control: ScenarioLines | undefined, rollout: RolloutRecord | undefined, verdict: ScenarioResult['verdict']): NonNullable<ScenarioResult['answers']> {
  const good = control?.lines.filter(isAnswered).findLast(({ outcome }) => outcome === 'passed');
  const old = oldInstances(rollout?.instances ?? []);
  const until = (rollout?.began ?? 0) + (verdict?.at ?? Number.POSITIVE_INFINITY);
  const answered = own.lines.filter(isAnswered).filter(({ phase, instance, at }) => phase === 'rollout' && !old.has(instance) && at <= until);
  const failed = verdict?.verdict === 'rejected' ? answered.findLast(({ outcome }) => outcome !== 'passed') : undefined;
  const last = failed ?? answered.at(-1);
  return { ...(good ? { control: good.bodyHash } : {}), ...(last ? { release: last.bodyHash } : {}) };
}
