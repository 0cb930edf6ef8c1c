import type { GroupDescription } from '../fleet/auto-scaling-group.js';
import { isActive } from '../fleet/refresh-state.js';
import { tenths } from '../model/duration.js';
import type { Verdict } from '../model/verdict.js';
import type { ApplyResult } from '../terraform/workspace.js';

/** What an apply says of the canary; `not-judged` when it failed for another reason than the canary. */
export type ApplyVerdict = { readonly kind: 'judged'; readonly verdict: Verdict } | { readonly kind: 'not-judged'; readonly why: string };

/**
 * The provider's words when new instances did not come into service, and when they could not even be launched.
 * AWS: provider, resource aws_autoscaling_group, waiting for capacity; reference 4.3.
 */
const CAPACITY = /^.*waiting for Auto Scaling Group .*$/m;

/** Whether the canary's apply accepts it. Pure. @param at seconds that the apply took */
export function applyVerdict(result: ApplyResult, at: number): ApplyVerdict {
  const seconds = tenths(at);
  if (result.ok) {
    const { add, change, destroy } = result;
    return judged({ verdict: 'accepted', at: seconds, comparison: `terraform apply went well after ${seconds} s: ${add} added, ${change} changed, ${destroy} destroyed` });
  }
  const [gate] = CAPACITY.exec(result.error) ?? [];
  if (result.why !== 'failed' || gate === undefined) return { kind: 'not-judged', why: result.error };
  return judged({ verdict: 'rejected', at: seconds, comparison: `terraform apply failed after ${seconds} s: ${gate.trim()}` });
}

const judged = (verdict: Verdict): ApplyVerdict => ({ kind: 'judged', verdict });

type Refreshed = Pick<GroupDescription, 'refresh' | 'settings'>;

/** Whether an instance refresh is at work, for which Terraform does not wait. Pure. */
export const isRefreshing = (groups: readonly Refreshed[]): boolean => groups.some(({ refresh }) => isActive(refresh));

/**
 * The verdict once instance refreshes that an apply began have ended, or have taken too long. Pure.
 * @param before ids of refreshes from before the apply, which say nothing of the canary
 * @param at seconds since the apply began
 */
export function refreshVerdict(applied: Verdict, groups: readonly Refreshed[], before: ReadonlySet<string>, at: number): Verdict {
  const seconds = tenths(at);
  if (applied.verdict === 'rejected') return applied;
  const begun = groups.filter(({ refresh }) => refresh !== undefined && !before.has(refresh.id));
  const bad = begun.find(({ refresh }) => refresh?.status !== 'Successful');
  if (begun.length === 0) return applied;
  const { refresh, settings } = bad ?? begun[0] ?? {};
  const reason = refresh?.statusReason ? `: ${refresh.statusReason}` : '';
  const comparison = `terraform apply did not wait for the instance refresh of ${settings?.name}, which was ${refresh?.status} after ${seconds} s${reason}`;
  return { verdict: bad ? 'rejected' : 'accepted', at: seconds, comparison };
}
