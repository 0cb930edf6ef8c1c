import type { ScenarioResult } from '../../results.js';

/** What one other kind of balancer would have made of one instance. */
export interface OtherKindRow {
  readonly kind: string;
  /** Empty where results do not say of which instance. */
  readonly instance: string;
  readonly check?: string;
  readonly decision?: string;
}

/** By one check in the form of each kind, and by the answers that the judging kind got, side by side. Pure. */
export function otherKindRows({ rollout, otherKinds, otherDecisions }: Pick<ScenarioResult, 'rollout' | 'otherKinds' | 'otherDecisions'>): OtherKindRow[] {
  const nowhere = <T extends object>(list: readonly T[]) => list.map((item) => ({ instance: '', ...item }));
  const [checks, decisions] = rollout ? [rollout.otherKinds, rollout.otherDecisions] : [nowhere(otherKinds), nowhere(otherDecisions)];
  const rows = new Map<string, OtherKindRow>();
  for (const { instance, kind, sentence } of checks) rows.set(`${instance} ${kind}`, { kind, instance, check: sentence });
  for (const { instance, kind, sentence } of decisions) rows.set(`${instance} ${kind}`, { kind, instance, ...rows.get(`${instance} ${kind}`), decision: sentence });
  return [...rows.values()];
}
