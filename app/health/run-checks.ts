import { withinDeadline } from './deadline.js';
import type { CheckResult, HealthCheck } from './health-check.js';

export interface Deadlines {
  /** Milliseconds for each check. */
  readonly checkDeadlineMs: number;
  /** Milliseconds for all of them. */
  readonly deadlineMs: number;
}

/** Runs the checks side by side; never throws, and takes no longer than the overall deadline. */
export async function runChecks(checks: readonly HealthCheck[], deadlines: Deadlines): Promise<CheckResult[]> {
  // They all start at once, so the sooner deadline is the one that counts.
  const deadlineMs = Math.min(deadlines.checkDeadlineMs, deadlines.deadlineMs);
  return Promise.all(checks.map((check) => runCheck(check, deadlineMs)));
}

async function runCheck(check: HealthCheck, deadlineMs: number): Promise<CheckResult> {
  const started = performance.now();
  const error = await withinDeadline(deadlineMs, (signal) => check.run(signal)).then(
    () => undefined,
    (reason: unknown) => (reason instanceof Error ? reason : new Error(String(reason))),
  );
  return {
    name: check.name,
    componentType: check.componentType,
    durationMs: Math.round(performance.now() - started),
    ...(error === undefined ? {} : { error }),
  };
}
