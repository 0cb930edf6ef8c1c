import type { TuningAdvice } from '../model/audit.js';
import type { Deployment } from '../model/audit-journal.js';
import { tenths } from '../model/duration.js';
import { FLEET_DEFAULTS } from '../model/fleet-plan.js';
import { limitsOf } from '../model/health-check-rules.js';
import type { BalancerKind, HealthCheck } from '../model/health-check.js';
import { thresholdsOf } from '../model/target-health.js';

/** What was measured and how instances are replaced in earnest; seconds. */
export interface Measured {
  readonly balancer: BalancerKind;
  readonly healthCheck: HealthCheck;
  readonly deployment: Deployment;
  /** From the start of a process until its port opened, of those that were not slow on purpose. */
  readonly boots: readonly number[];
  /** How long health checks took that passed. */
  readonly checks: readonly number[];
}

/** Terraform: `wait_for_capacity_timeout` of aws_autoscaling_group; seconds. */
const CAPACITY_TIMEOUT = 600;

/** An instance that went bad should be out of service within so many seconds. Ours; AWS names none. */
const SLOWEST_DETECTION = 60;

/** A machine in earnest may be so many times as slow as this one before a good release is refused. */
const MARGIN = 2;

/** A check may take so many times as long as nearly all did before it counts as failed. */
const CHECK_MARGIN = 3;

/** Only advice that changes a setting, with the numbers it comes from. Pure. */
export function tuningOf(measured: Measured): TuningAdvice[] {
  return [gracePeriod(measured), capacityWait(measured), ...detection(measured), checkTimeout(measured)].filter((advice) => advice !== undefined);
}

/** The value below which 95 of 100 lie, by the nearest rank; undefined of none. Pure. */
export function p95(values: readonly number[]): number | undefined {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.ceil(sorted.length * 0.95) - 1];
}

/** Seconds from the start of a good instance until it is in service, and how they come about. */
function timeToService({ boots, balancer, healthCheck }: Measured): { readonly seconds: number; readonly sum: string } | undefined {
  const boot = p95(boots);
  if (boot === undefined) return undefined;
  const { interval } = healthCheck;
  const { initialSuccesses } = thresholdsOf(healthCheck, balancer);
  const seconds = boot + interval * initialSuccesses;
  return { seconds, sum: `${text(boot)} to boot (95 of 100 boots measured here) and ${initialSuccesses} x ${interval} s of checks are ${text(seconds)}` };
}

function gracePeriod(measured: Measured): TuningAdvice | undefined {
  const now = measured.deployment.gracePeriod ?? FLEET_DEFAULTS.group.gracePeriod;
  const service = timeToService(measured);
  if (!service || service.seconds * MARGIN <= now) return undefined;
  const proposed = roundUp(service.seconds * MARGIN, 10);
  const consequence = service.seconds > now ? 'instances are replaced while they still boot' : 'on a machine half as fast instances are replaced while they still boot';
  return { setting: 'HealthCheckGracePeriod', now: text(now), proposed: text(proposed), why: `${service.sum}, and the grace period is ${text(now)}: ${consequence}; add the time that the machine itself takes to start` };
}

function capacityWait(measured: Measured): TuningAdvice | undefined {
  const now = measured.deployment.capacityTimeout ?? CAPACITY_TIMEOUT;
  const service = timeToService(measured);
  if (!service || service.seconds * MARGIN <= now) return undefined;
  const proposed = roundUp(service.seconds * MARGIN, 60);
  const consequence = service.seconds > now ? 'good releases are given up' : 'on a machine half as fast good releases are given up';
  return { setting: 'wait_for_capacity_timeout', now: text(now), proposed: text(proposed), why: `${service.sum}, and capacity is waited for ${text(now)}: ${consequence}` };
}

/** The threshold comes first: a shorter interval costs the app checks. */
function detection({ healthCheck, balancer }: Measured): TuningAdvice[] {
  const { interval, timeout, unhealthyThreshold } = healthCheck;
  const takes = (every: number, failures: number): number => every * failures + timeout;
  if (takes(interval, unhealthyThreshold) <= SLOWEST_DETECTION) return [];
  const limits = limitsOf(balancer);
  const least = limits.unhealthyThreshold.min;
  const failures = Math.max(least, Math.min(unhealthyThreshold, Math.floor((SLOWEST_DETECTION - timeout) / interval)));
  const longest = Math.floor((SLOWEST_DETECTION - timeout) / failures);
  const every = Math.min(interval, Math.max(limits.interval.min, timeout + 1, longest));
  const then = takes(every, failures);
  const why = `an instance that goes bad serves users for up to ${takes(interval, unhealthyThreshold)} s (${unhealthyThreshold} x ${interval} s and a timeout of ${timeout} s); it would be ${then} s (${failures} x ${every} s)`;
  return [
    ...(failures === unhealthyThreshold ? [] : [{ setting: 'UnhealthyThreshold', now: String(unhealthyThreshold), proposed: String(failures), why }]),
    ...(every === interval ? [] : [{ setting: 'Interval', now: text(interval), proposed: text(every), why }]),
  ];
}

function checkTimeout({ checks, healthCheck, balancer }: Measured): TuningAdvice | undefined {
  const slow = p95(checks);
  const { timeout, interval } = healthCheck;
  if (slow === undefined || slow * CHECK_MARGIN <= timeout) return undefined;
  const wanted = Math.ceil(slow * CHECK_MARGIN);
  const { timeout: limits } = limitsOf(balancer);
  // A timeout must be shorter than the interval: AWS refuses others.
  const proposed = Math.min(Math.max(wanted, limits.min), limits.max, interval - 1);
  const why = `95 of 100 checks that passed took up to ${text(slow)}, and one counts as failed after ${timeout} s: a machine ${CHECK_MARGIN} times as busy has no healthy instance`;
  if (proposed > timeout) return { setting: 'Timeout', now: text(timeout), proposed: text(proposed), why };
  const longer = wanted + 1;
  if (longer > limitsOf(balancer).interval.max || wanted > limits.max) return undefined;
  return { setting: 'Interval', now: text(interval), proposed: text(longer), why: `${why}; a timeout of ${text(wanted)} needs an interval that is longer` };
}

const text = (seconds: number): string => `${tenths(seconds)} s`;

const roundUp = (value: number, step: number): number => Math.ceil(value / step) * step;
