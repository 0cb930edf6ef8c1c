import type { GroupDescription } from '../fleet/auto-scaling-group.js';
import type { Verdict } from '../model/verdict.js';
import type { ApplyResult } from '../terraform/workspace.js';

/** What an apply of the canary says of it; `unknown` when it failed for another reason than the canary. */
export type ApplyVerdict = (Verdict & { readonly kind: 'known' }) | { readonly kind: 'unknown'; readonly why: string };

/** The provider's words when new instances did not come into service, and when they could not even be launched. */
const CAPACITY = /^.*waiting for Auto Scaling Group .*$/m;

/** Statuses of an instance refresh that has ended. AWS: InstanceRefresh. */
const ENDED: readonly string[] = ['Successful', 'Failed', 'Cancelled', 'RollbackFailed', 'RollbackSuccessful'];

/** Pure. @param at seconds that the apply took */
export function applyVerdict(result: ApplyResult, at: number): ApplyVerdict {
  const seconds = Math.round(at * 10) / 10;
  if (result.ok) {
    const { add, change, destroy } = result;
    return { kind: 'known', verdict: 'accepted', at: seconds, comparison: `terraform apply went well after ${seconds} s: ${add} added, ${change} changed, ${destroy} destroyed` };
  }
  const [gate] = CAPACITY.exec(result.error) ?? [];
  if (result.why !== 'failed' || gate === undefined) return { kind: 'unknown', why: result.error };
  return { kind: 'known', verdict: 'rejected', at: seconds, comparison: `terraform apply failed after ${seconds} s: ${gate.trim()}` };
}

type Refreshed = Pick<GroupDescription, 'refresh' | 'settings'>;

/** Whether an instance refresh is at work, for which Terraform does not wait. */
export const isRefreshing = (groups: readonly Refreshed[]): boolean => groups.some(({ refresh }) => refresh !== undefined && !ENDED.includes(refresh.status));

/**
 * The verdict once instance refreshes that an apply began have ended, or have taken too long. Pure.
 * @param began ids of refreshes from before the apply, which say nothing of the canary
 */
export function refreshVerdict(applied: Verdict, groups: readonly Refreshed[], before: ReadonlySet<string>, at: number): Verdict {
  const seconds = Math.round(at * 10) / 10;
  const begun = groups.filter(({ refresh }) => refresh !== undefined && !before.has(refresh.id));
  const bad = begun.find(({ refresh }) => refresh?.status !== 'Successful');
  if (begun.length === 0) return applied;
  const { refresh, settings } = bad ?? begun[0] ?? {};
  const reason = refresh?.statusReason ? `: ${refresh.statusReason}` : '';
  const comparison = `terraform apply did not wait for the instance refresh of ${settings?.name}, which was ${refresh?.status} after ${seconds} s${reason}`;
  return { verdict: bad ? 'rejected' : 'accepted', at: seconds, comparison };
}
