import { relative } from 'node:path';
import { faultName } from '../model/fault.js';
import type { Scenario, UnrunScenario } from '../model/scenario.js';
import { reasonName } from '../model/verdict.js';

/** One line for each scenario, by family. Pure. */
export function listLines(scenarios: readonly Scenario[]): string[] {
  return scenarios.map(({ family, title, expectation }) => {
    const because = expectation.because === undefined ? '' : ` because ${reasonName(expectation.because)}`;
    return `${family.padEnd(18)} ${expectation.verdict}${because}: ${title}`;
  });
}

/** One line for each that is not run, with the reason. Pure. */
export const unrunLines = (scenarios: readonly UnrunScenario[]): string[] => scenarios.map(({ title, why, reason }) => `${why.padEnd(18)} ${title}: ${reason}`);

/** The same for programs. Pure. */
export const listJson = (scenarios: readonly Scenario[]): unknown =>
  scenarios.map(({ title, family, location, faults, expectation, balancer, healthCheck }) => ({
    title,
    family,
    file: relative(process.cwd(), location.file),
    line: location.line,
    faults: faults.map(faultName),
    expect: expectation.verdict,
    ...(expectation.because === undefined ? {} : { because: reasonName(expectation.because) }),
    ...(expectation.harm === undefined ? {} : { harm: expectation.harm }),
    balancer,
    healthCheck,
  }));
