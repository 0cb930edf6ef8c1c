import { SCHEMA_VERSION, type HealthCheckNumbers, type JournalLine, type JudgedAnswer, type ScenarioEnd } from '../model/journal.js';
import type { SourceLocation } from '../model/scenario.js';
import { Bodies } from './bodies.js';
import { byPlace } from './by-place.js';
import { fileFrom } from './file-from.js';
import type { ReleaseDifference, RolloutRecord, RunFacts, SourceExcerpt, TimeToDetect } from './rollout-record.js';
import { linesByScenario, type LineOf } from './scenario-lines.js';
import { scenarioResult } from './scenario-result.js';
import type { ShippedFailure } from './shipped-failures.js';
import { unjudgedOf, type Unjudged } from './unjudged.js';

export interface ScenarioResult extends ScenarioEnd {
  readonly id: string;
  readonly title: string;
  readonly family: string;
  /** From the working folder of the run, where the file lies below it. */
  readonly location: SourceLocation;
  /** The call that registers it, at most 30 lines. */
  readonly source?: SourceExcerpt;
  readonly faults: readonly { readonly name: string; readonly summary: string }[];
  /** Faults of the fleet that runs when the canary comes, where it has any. */
  readonly oldFaults?: readonly { readonly name: string; readonly summary: string }[];
  readonly expectation: LineOf<'scenario-started'>['expectation'];
  readonly healthCheck: string;
  readonly numbers?: HealthCheckNumbers;
  readonly balancer: string;
  readonly evidence: readonly { readonly fault: string; readonly live: boolean; readonly sentence: string }[];
  /** By one check in the form of each other kind, after the verdict. */
  readonly otherKinds: readonly { readonly kind: string; readonly sentence: string }[];
  /** By the same answers that the judging kind got. */
  readonly otherDecisions: readonly { readonly kind: string; readonly sentence: string }[];
  readonly users: readonly Omit<JudgedAnswer, 'body' | 'shape'>[];
  /** Events of the canary's failed health checks as they reached its collectors: the last 20 by time. */
  readonly events: readonly ShippedFailure[];
  /** Left out where nothing booted. */
  readonly rollout?: RolloutRecord;
  readonly difference?: ReleaseDifference;
  /** Hashes of the last health answers: of the control, and of the release, of one that was refused to a check that failed. */
  readonly answers?: { readonly control?: string; readonly release?: string };
  /** Only of a release that was refused. */
  readonly detect?: TimeToDetect;
  /** The command that runs it again. */
  readonly reproduce: string;
}

export interface ControlResult {
  readonly accepted: boolean;
  readonly bootSeconds?: number;
  readonly detail: string;
}

/** A title that was not run, and why. */
export interface UnrunResult {
  readonly title: string;
  readonly family: string;
  readonly location?: SourceLocation;
  readonly why: string;
  readonly reason: string;
}

/** `results.json`: what reports are made of. Times in seconds. */
export interface RunResults {
  readonly schemaVersion: number;
  readonly facts: RunFacts;
  readonly runtime: string;
  readonly pace: string;
  readonly wallSeconds: number;
  readonly interrupted: boolean;
  /** Only of a run that was interrupted; left out where not even that much is known of it. */
  readonly unjudged?: Unjudged;
  readonly counts: Readonly<Record<ScenarioEnd['outcome'] | 'unrun', number>>;
  readonly controls: readonly ControlResult[];
  readonly scenarios: readonly ScenarioResult[];
  readonly unrun: readonly UnrunResult[];
  /** Texts of the bodies that are named by their hash; of a long one its first 8 KB, with a note how long it was. */
  readonly bodies: Readonly<Record<string, string>>;
}

/** Derives the results of a run from its journal, in a time that grows with its lines alone. Pure; scenarios in the order in which they ended. */
export function resultsOf(lines: readonly JournalLine[]): RunResults {
  const { run, ended, unrun, bodies } = linesOfRun(lines);
  const byScenario = linesByScenario(lines);
  const head = headOf(run, ended, lines.at(-1)?.time ?? 0);
  const about = { folder: run?.folder, command: head.facts.command, pace: head.pace, bodies };
  const scenarios = byScenario.ended.flatMap((id) => {
    const own = byScenario.scenarios.get(id);
    return own?.start && own.end ? [scenarioResult(own.start, own.end, own, byScenario.scenarios.get(own.start.control ?? ''), about)] : [];
  });
  return {
    schemaVersion: SCHEMA_VERSION,
    ...head,
    ...(head.interrupted ? { unjudged: unjudgedOf(byScenario.scenarios, run?.scenarios, run?.folder) } : {}),
    counts: countOutcomes(scenarios, unrun.length),
    controls: lastControls(lines).map(controlResult),
    scenarios,
    unrun: unrun.map((line) => unrunResult(line, about.folder)).sort(byPlace),
    bodies: bodies.used(),
  };
}

/** Of a journal that does not say. */
const NOTHING_KNOWN: RunFacts = { startedAt: '', canarybed: 'unknown', node: 'unknown', platform: 'unknown', processors: 0, command: '' };

/** One that told of no end lasted at least to its last line. */
function headOf(run: LineOf<'run-started'> | undefined, ended: LineOf<'run-ended'> | undefined, lastTime: number): Pick<RunResults, 'facts' | 'runtime' | 'pace' | 'wallSeconds' | 'interrupted'> {
  const { runtime, pace, node, facts, folder } = run ?? { runtime: 'unknown', pace: 'unknown', node: 'unknown' };
  const known = { ...(facts ?? { ...NOTHING_KNOWN, node }), ...(folder === undefined ? {} : { folder }) };
  return { facts: known, runtime, pace, wallSeconds: ended?.wallSeconds ?? lastTime, interrupted: ended?.interrupted ?? true };
}

/** What each control came to, in the order in which they were first asked: of one that was asked anew, what it came to then. Pure. */
export const lastControls = (lines: readonly JournalLine[]): LineOf<'control'>[] =>
  [...new Map(lines.flatMap((line) => (line.type === 'control' ? [[line.key, line] as const] : []))).values()];

const controlResult = ({ accepted, bootSeconds, detail }: LineOf<'control'>): ControlResult => ({ accepted, ...(bootSeconds === undefined ? {} : { bootSeconds }), detail });

const unrunResult = ({ title, family, location, why, reason }: LineOf<'scenario-unrun'>, folder: string | undefined): UnrunResult => ({
  title,
  family,
  ...(location ? { location: { ...location, file: fileFrom(folder, location.file) } } : {}),
  why,
  reason,
});

/** How many scenarios came to each outcome. Pure. */
export function countOutcomes(scenarios: readonly Pick<ScenarioEnd, 'outcome'>[], unrun: number): RunResults['counts'] {
  const counts = { 'as-expected': 0, surprise: 0, 'harness-error': 0, 'control-refused': 0, 'timed-out': 0, unrun };
  for (const { outcome } of scenarios) counts[outcome] += 1;
  return counts;
}

/** The lines that tell of the run as a whole. */
function linesOfRun(lines: readonly JournalLine[]) {
  const found = { unrun: [] as LineOf<'scenario-unrun'>[], bodies: new Bodies() };
  let run: LineOf<'run-started'> | undefined;
  let ended: LineOf<'run-ended'> | undefined;
  for (const line of lines) {
    if (line.type === 'run-started') run ??= line;
    else if (line.type === 'run-ended') ended ??= line;
    else if (line.type === 'scenario-unrun') found.unrun.push(line);
    else if (line.type === 'body') found.bodies.learn(line.hash, line.text);
  }
  return { run, ended, ...found };
}
