import { tenths } from './duration.js';
import type { BalancerKind, HealthCheck } from './health-check.js';
import { protocolsOf } from './health-check-rules.js';
import { parseTarget } from './health-check-target.js';
import { matches } from './matcher.js';
import type { ProbeResult } from './probe-result.js';
import { newTarget, step, thresholdsOf } from './target-health.js';

/** What a balancer of some kind would have made of an instance by the checks that another kind sent. */
export type KindDecision =
  | { readonly kind: BalancerKind; readonly inServiceAt?: number; readonly states: number; readonly inService: boolean }
  | { readonly kind: BalancerKind; readonly underivable: string };

/**
 * Goes through an instance's checks again with the rules of another kind: its codes, its framing and its first
 * registration. What the other kind would have asked for by another Host or user agent is not in these answers: the
 * checks after the verdict show that. Times in seconds of the rollout's clock. Pure. AWS: rules 9, 10, 12 and 18.
 */
export function decideAs(kind: BalancerKind, check: HealthCheck, probes: readonly ProbeResult[]): KindDecision {
  const { protocol } = parseTarget(check.target);
  if (!protocolsOf(kind).includes(protocol)) {
    return { kind, underivable: `${kind} balancers check with ${protocolsOf(kind).join(', ')} only, not with ${protocol}` };
  }
  const thresholds = thresholdsOf(check, kind);
  let health = newTarget();
  let inServiceAt: number | undefined;
  let states = 0;
  for (const probe of probes) {
    const moved = step(health, passesAs(kind, check, probe), thresholds);
    health = moved.health;
    if (moved.transition !== 'changed') continue;
    states += 1;
    if (health.state === 'healthy') inServiceAt ??= probe.at;
  }
  return { kind, ...(inServiceAt === undefined ? {} : { inServiceAt }), states, inService: health.state === 'healthy' };
}

function passesAs(kind: BalancerKind, check: HealthCheck, probe: ProbeResult): boolean {
  const { outcome, status } = probe;
  if (status === undefined) return outcome === 'passed';
  if (kind === 'classic' && isUnframed(probe)) return false;
  if (outcome === 'unframed-body') return kind !== 'classic' && matches(check, kind, status);
  if (outcome !== 'passed' && outcome !== 'response-code-mismatch') return false;
  return matches(check, kind, status);
}

/** Whether nothing but the end of the connection told where the body ends; kinds that do not mind do not say so. */
function isUnframed({ headers, body = '' }: ProbeResult): boolean {
  return headers !== undefined && body !== '' && headers['content-length'] === undefined && headers['transfer-encoding'] === undefined;
}

/** A decision as a sentence. */
export function decisionText(decision: KindDecision): string {
  if ('underivable' in decision) return `cannot be derived: ${decision.underivable}`;
  const { inServiceAt, inService } = decision;
  if (inServiceAt === undefined) return 'would never have been in service';
  return `would have been in service at ${tenths(inServiceAt)} s${inService ? '' : ', and out of it again'}`;
}
