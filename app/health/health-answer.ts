import { describeError } from '../describe-error.js';
import type { CheckResult } from './health-check.js';

export type Status = 'pass' | 'fail';

export interface HealthAnswer {
  readonly status: Status;
  readonly releaseId: string;
  readonly checks: Readonly<Record<string, readonly CheckAnswer[]>>;
}

export interface CheckAnswer {
  readonly status: Status;
  readonly componentType?: string;
  readonly observedValue?: number;
  readonly observedUnit?: 'ms';
  readonly output?: string;
}

/** The body of the health answer; `redact` is applied to every output. */
export function healthAnswer(
  releaseId: string,
  results: readonly CheckResult[],
  redact: (text: string) => string,
): HealthAnswer {
  return {
    status: results.some(({ error }) => error !== undefined) ? 'fail' : 'pass',
    releaseId,
    checks: Object.fromEntries(results.map((result) => [result.name, [checkAnswer(result, redact)]])),
  };
}

function checkAnswer(result: CheckResult, redact: (text: string) => string): CheckAnswer {
  const { componentType, durationMs, error } = result;
  return {
    status: error === undefined ? 'pass' : 'fail',
    ...(componentType === undefined ? {} : { componentType }),
    ...(durationMs === undefined ? {} : { observedValue: durationMs, observedUnit: 'ms' as const }),
    ...(error === undefined ? {} : { output: redact(describeError(error)) }),
  };
}
