import { figureLine, median } from '../../figures.js';
import type { Steps } from './steps.js';

/** One command of Terraform's against one server, in wall seconds. */
export interface TimedCommand {
  readonly whole: number;
  readonly steps: Steps;
}

/** A server's runs of the same command, one of each round. */
export interface TimedRuns {
  readonly name: string;
  readonly runs: readonly TimedCommand[];
}

/** In it Terraform waits until the balancer has found the new instances in service. */
const WAITS_FOR_CHECKS = 'create aws_autoscaling_group.web';

/**
 * Times of what it is measured beside. It is to be no faster; but apart from the wait nearly all of an apply is Terraform's
 * own, which differs by so much from run to run. The whole has no limit: see `benchTerraform`.
 */
const MOST_WITHOUT_WAIT = 1.1;

/** Whole command less the step that waits for checks. Pure. */
export const withoutWait = ({ whole, steps }: TimedCommand): number => whole - (steps.took.get(WAITS_FOR_CHECKS) ?? 0);

export interface ApplyFigures {
  readonly lines: readonly string[];
  /** False when ours takes longer than it may, less the wait in both. */
  readonly reached: boolean;
}

/** The lines on one command, ours first, and how it compares to the other's where there is one. Pure. */
export function applyFigures(command: string, [ours, other]: readonly [TimedRuns, TimedRuns?]): ApplyFigures {
  const sides = other ? [ours, other] : [ours];
  const compared = (title: string, of: (run: TimedCommand) => number, most?: number): [string[], number] => {
    const middles = sides.map(({ runs }) => median(runs.map(of)));
    const ratio = (middles[0] ?? Number.NaN) / (middles[1] ?? Number.NaN);
    const lines = sides.map(({ name, runs }, at) => figureLine(`${title}: ${name}, median of ${runs.length}`, middles[at] ?? Number.NaN, 's'));
    return [other ? [...lines, figureLine('  ratio', ratio, 'times', most)] : lines, ratio];
  };
  const [whole] = compared(command, ({ whole: seconds }) => seconds);
  const before = `  before the first step, nearly all Terraform's own: ${sides.map(({ name, runs }) => `${name} ${secondsText(runs.map(({ steps }) => steps.before))}`).join(', ')}`;
  const steps = [before, ...stepNames(sides).map((step) => stepLine(step, sides))];
  if (!sides.some(({ runs }) => runs.some((run) => run.steps.took.has(WAITS_FOR_CHECKS)))) return { lines: [...whole, ...steps], reached: true };
  const [rest, ratio] = compared(`${command} without the wait for checks`, withoutWait, MOST_WITHOUT_WAIT);
  return { lines: [...whole, ...steps, ...rest], reached: other === undefined || ratio <= MOST_WITHOUT_WAIT };
}

const stepNames = (sides: readonly TimedRuns[]): string[] => [...new Set(sides.flatMap(({ runs }) => runs.flatMap(({ steps }) => [...steps.took.keys()])))];

const secondsText = (values: readonly number[]): string => (values.length === 0 ? 'none' : `${median(values).toFixed(2)} s`);

function stepLine(step: string, sides: readonly TimedRuns[]): string {
  const each = sides.map(({ name, runs }) => `${name} ${secondsText(runs.flatMap(({ steps }) => steps.took.get(step) ?? []))}`);
  return `  ${step}${step === WAITS_FOR_CHECKS ? ', until in service' : ''}: ${each.join(', ')}`;
}
