import type { BalancerKind, HealthCheck } from './health-check.js';
import { matcherOf } from './matcher.js';
import { thresholdsOf } from './target-health.js';

/** The check in words: `HTTP:80/health every 15 s, 5 s timeout, 2 passes up, 10 failures down`. */
export function describeHealthCheck(check: HealthCheck, kind: BalancerKind): string {
  const { target, interval, timeout, healthyThreshold, unhealthyThreshold } = check;
  const { initialSuccesses } = thresholdsOf(check, kind);
  const first = initialSuccesses === healthyThreshold ? '' : ` (${initialSuccesses} at first)`;
  const codes = kind === 'classic' || !target.includes('/') ? '' : `, ${matcherOf(check, kind)} passes`;
  return (
    `${target} every ${interval} s, ${timeout} s timeout, ` +
    `${healthyThreshold} passes up${first}, ${unhealthyThreshold} failures down${codes}`
  );
}
