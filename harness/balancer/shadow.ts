import { ConfigError } from '../model/errors.js';
import { limitsOf, protocolsOf } from '../model/health-check-rules.js';
import { parseTarget } from '../model/health-check-target.js';
import type { BalancerKind, HealthCheck } from '../model/health-check.js';
import { validateMatcher } from '../model/matcher.js';
import type { ProbeOutcome } from '../model/probe-result.js';
import { describeTarget } from '../model/target-health-description.js';
import type { TargetHealthDescription } from '../model/target-health.js';
import { sendProbe, type ProbeRequest } from './probe.js';

/** `tcp` is a plain connect to the checked port, as any kind of balancer without a health page would do it. */
export type ShadowKind = BalancerKind | 'tcp';

/** What a balancer of another kind would have made of the same instance, or why that cannot be said. */
export type ShadowVerdict =
  | {
      readonly kind: ShadowKind;
      readonly outcome: ProbeOutcome;
      readonly passes: boolean;
      readonly detail: string;
      /** AWS's words for the state, were all checks to end like this one. Not of `tcp`, which is no balancer. */
      readonly description?: TargetHealthDescription;
    }
  | { readonly kind: ShadowKind; readonly underivable: string };

const KINDS: readonly ShadowKind[] = ['classic', 'application', 'network', 'tcp'];

export const otherKinds = (kind: BalancerKind): ShadowKind[] => KINDS.filter((other) => other !== kind);

/**
 * Sends one check in the form of each other kind, and one plain connect, in the order of `otherKinds`. They go one after
 * the other: an app that answers one request at a time must not fail a check because of another one. Takes up to the
 * check's timeout (wall seconds) for each.
 * @throws ConfigError as `sendProbe` does.
 */
export async function sendShadowProbes(request: ProbeRequest): Promise<ShadowVerdict[]> {
  const verdicts: ShadowVerdict[] = [];
  for (const kind of otherKinds(request.kind)) {
    verdicts.push(kind === 'tcp' ? await connectOnly(request) : await checkAs(kind, request));
  }
  return verdicts;
}

async function connectOnly(request: ProbeRequest): Promise<ShadowVerdict> {
  const target = `TCP:${parseTarget(request.healthCheck.target).port}`;
  const { outcome, detail } = await sendProbe({ ...request, healthCheck: { ...request.healthCheck, target } });
  return { kind: 'tcp', outcome, passes: outcome === 'passed', detail };
}

async function checkAs(kind: BalancerKind, request: ProbeRequest): Promise<ShadowVerdict> {
  const underivable = underivableAs(kind, request.healthCheck);
  if (underivable !== undefined) return { kind, underivable };
  const probe = await sendProbe({ ...request, kind });
  const passes = probe.outcome === 'passed';
  const health = passes
    ? ({ state: 'healthy', passes: 1, failures: 0 } as const)
    : ({ state: 'unhealthy', passes: 0, failures: 1 } as const);
  const description = describeTarget(kind, health, probe);
  return { kind, outcome: probe.outcome, passes, detail: probe.detail, description };
}

/**
 * Why a kind could not be given this check; undefined when it could. A matcher that the user chose is carried over to
 * the kinds that have one, since it says what the user takes for healthy; a classic balancer has none and ignores it.
 */
function underivableAs(kind: BalancerKind, { target, timeout, matcher }: HealthCheck): string | undefined {
  const { protocol } = parseTarget(target);
  const allowed = protocolsOf(kind);
  if (!allowed.includes(protocol)) return `${kind} balancers check with ${allowed.join(', ')} only, not with ${protocol}`;
  const { max } = limitsOf(kind).timeout;
  if (timeout > max) return `${kind} balancers take timeouts up to ${max} s, not ${timeout} s`;
  if (kind === 'classic' || matcher === undefined) return undefined;
  try {
    validateMatcher(matcher, kind);
    return undefined;
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
}
