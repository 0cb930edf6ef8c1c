import { checkRange, invalid, Refusal } from './refusal.js';
import type { GivenAction } from './v2-types.js';

const MOST_GROUPS = 5;

/** A target group of a forward action, with its share of requests. */
export interface WeightedGroup {
  readonly arn: string;
  /** 0 to 999, relative to the others; 0 gets none. */
  readonly weight: number;
}

/** The target groups of one forward action; none for an action of another type. Pure. */
export function groupsOf({ Type, TargetGroupArn, ForwardConfig }: GivenAction): WeightedGroup[] {
  if (Type !== 'forward') return [];
  const listed = ForwardConfig?.TargetGroups ?? [];
  if (listed.length === 0) return TargetGroupArn ? [{ arn: TargetGroupArn, weight: 1 }] : [];
  return listed.map(({ TargetGroupArn: arn = '', Weight: weight = 1 }) => ({ arn, weight }));
}

/**
 * Refuses a forward action that AWS refuses. AWS: ForwardActionConfig, Action.TargetGroupArn.
 * @throws Refusal
 */
export function checkForward(action: GivenAction): void {
  const { TargetGroupArn, ForwardConfig } = action;
  const groups = groupsOf(action);
  if (groups.length === 0) throw invalid('A target group ARN must be specified for a forward action');
  if (groups.length > MOST_GROUPS) throw invalid(`A forward action can have at most ${MOST_GROUPS} target groups, found ${groups.length}`);
  const arns = groups.map(({ arn }) => arn);
  if (new Set(arns).size < arns.length) throw invalid('The target groups of a forward action must be unique');
  if (TargetGroupArn && (arns.length > 1 || arns[0] !== TargetGroupArn)) {
    throw new Refusal('InvalidLoadBalancerAction', 'If both TargetGroupArn and ForwardConfig are specified, ForwardConfig must name that target group alone');
  }
  for (const { weight } of groups) checkRange('forwardConfig.targetGroups.weight', weight, 0, 999);
  const { Enabled = false, DurationSeconds } = ForwardConfig?.TargetGroupStickinessConfig ?? {};
  if (Enabled && DurationSeconds === undefined) throw invalid('A duration must be specified for the stickiness of target groups');
  if (DurationSeconds !== undefined) checkRange('forwardConfig.targetGroupStickinessConfig.durationSeconds', DurationSeconds, 1, 604800);
}

/** As AWS describes it: one target group in both forms, several in the longer one. Pure. */
export function forwardAnswer(action: GivenAction): GivenAction {
  const groups = groupsOf(action);
  const [only] = groups;
  const { TargetGroupStickinessConfig = { Enabled: false } } = action.ForwardConfig ?? {};
  return {
    Type: action.Type,
    ...(action.Order === undefined ? {} : { Order: action.Order }),
    ...(groups.length === 1 && only ? { TargetGroupArn: only.arn } : {}),
    ForwardConfig: { TargetGroups: groups.map(({ arn, weight }) => ({ TargetGroupArn: arn, Weight: weight })), TargetGroupStickinessConfig },
  };
}

/** What each target group is still owed. */
export type Credits = ReadonlyMap<string, number>;

/**
 * Whose turn it is by the weights: each group earns its weight per request, the richest is chosen and pays for all. Pure.
 * `chosen` is undefined when all weights are 0. AWS: Application guide, weighted target groups.
 */
export function takeTurn(groups: readonly WeightedGroup[], credits: Credits): { readonly chosen: WeightedGroup | undefined; readonly credits: Credits } {
  const total = groups.reduce((sum, { weight }) => sum + weight, 0);
  if (total === 0) return { chosen: undefined, credits };
  const earned = groups.map((group) => ({ group, credit: (credits.get(group.arn) ?? 0) + group.weight }));
  const richest = earned.reduce((best, one) => (one.credit > best.credit ? one : best));
  return {
    chosen: richest.group,
    credits: new Map(earned.map((one) => [one.group.arn, one === richest ? one.credit - total : one.credit])),
  };
}
