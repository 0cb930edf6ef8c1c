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

/** Times of what it is measured beside, which is to be no faster. */
const MOST = 1;

/** Whole command less the step that waits for checks. Pure. */
export const withoutWait = ({ whole, steps }: TimedCommand): number => whole - (steps.get(WAITS_FOR_CHECKS) ?? 0);

export interface ApplyFigures {
  readonly lines: readonly string[];
  /** Ours over the other's, less the wait in both; NaN without another. */
  readonly ratioWithoutWait: number;
}

/** The lines on one command, ours first, and how it compares to the other's where there is one. Pure. */
export function applyFigures(command: string, [ours, other]: readonly [TimedRuns, TimedRuns?]): ApplyFigures {
  const sides = other ? [ours, other] : [ours];
  const compared = (title: string, of: (run: TimedCommand) => number): [string[], number] => {
    const middles = sides.map(({ runs }) => median(runs.map(of)));
    const ratio = (middles[0] ?? Number.NaN) / (middles[1] ?? Number.NaN);
    const lines = sides.map(({ name, runs }, at) => figureLine(`${title}: ${name}, median of ${runs.length}`, middles[at] ?? Number.NaN, 's'));
    return [other ? [...lines, figureLine('  ratio', ratio, 'times', MOST)] : lines, ratio];
  };
  const [whole] = compared(command, ({ whole: seconds }) => seconds);
  const steps = stepNames(sides).map((step) => stepLine(step, sides));
  if (!sides.some(({ runs }) => runs.some((run) => run.steps.has(WAITS_FOR_CHECKS)))) return { lines: [...whole, ...steps], ratioWithoutWait: Number.NaN };
  const [rest, ratioWithoutWait] = compared(`${command} without the wait for checks`, withoutWait);
  return { lines: [...whole, ...steps, ...rest], ratioWithoutWait };
}

const stepNames = (sides: readonly TimedRuns[]): string[] => [...new Set(sides.flatMap(({ runs }) => runs.flatMap(({ steps }) => [...steps.keys()])))];

function stepLine(step: string, sides: readonly TimedRuns[]): string {
  const each = sides.map(({ name, runs }) => `${name} ${median(runs.flatMap(({ steps }) => steps.get(step) ?? [])).toFixed(2)} s`);
  return `  ${step}${step === WAITS_FOR_CHECKS ? ', until in service' : ''}: ${each.join(', ')}`;
}
