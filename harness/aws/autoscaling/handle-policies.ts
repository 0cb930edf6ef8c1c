import { randomUUID } from 'node:crypto';
import { arnOf } from '../place.js';
import { changeableGroup, groupNamed, type AutoScalingHandlers, type AutoScalingInput, type AutoScalingService } from './auto-scaling-service.js';
import { invalid } from './invalid.js';
import type { ManagedGroup } from './managed-group.js';
import { faultOfName } from './name-rules.js';
import { paged } from './paging.js';
import { ADJUSTMENT_TYPES, wantedCapacity } from './scaling-adjustment.js';
import { checkCooldown } from './scaling-cooldown.js';
import type { StoredPolicy } from './stored-parts.js';

type Given = AutoScalingInput<'PutScalingPolicy'>;

const POLICY_TYPES = ['SimpleScaling', 'StepScaling', 'TargetTrackingScaling', 'PredictiveScaling'];

/** Scaling policies, which are kept and read back; without alarms, none acts unless it is executed. AWS: EC2 Auto Scaling API. */
export const policyHandlers = (service: AutoScalingService): AutoScalingHandlers => ({
  PutScalingPolicy: (given) => {
    const group = changeableGroup(service, given.AutoScalingGroupName);
    checkPolicy(given);
    const { PolicyName: name } = given;
    const arn = group.stored.policies.get(name)?.PolicyARN ?? arnOf(service.core.place, 'autoscaling', `scalingPolicy:${randomUUID()}:autoScalingGroupName/${group.name}:policyName/${name}`);
    group.stored.policies.set(name, policyOf(given, arn));
    return { PolicyARN: arn, Alarms: [] };
  },

  DescribePolicies: ({ AutoScalingGroupName, PolicyNames: names = [], PolicyTypes: types = [], ...page }) => {
    const groups = AutoScalingGroupName ? [groupNamed(service, AutoScalingGroupName)] : service.groups.list();
    const all = groups.flatMap(({ stored }) => [...stored.policies.values()]);
    const asked = all
      .filter(({ PolicyName, PolicyARN = '' }) => names.length === 0 || names.includes(PolicyName) || names.includes(PolicyARN))
      .filter(({ PolicyType = '' }) => types.length === 0 || types.includes(PolicyType));
    const { items, NextToken } = paged(service, asked, page);
    return { ScalingPolicies: items, NextToken };
  },

  DeletePolicy: ({ AutoScalingGroupName, PolicyName }) => {
    const { group, policy } = policyNamed(service, AutoScalingGroupName, PolicyName);
    group.stored.policies.delete(policy.PolicyName);
    return {};
  },

  ExecutePolicy: ({ AutoScalingGroupName, PolicyName, HonorCooldown = false, MetricValue, BreachThreshold }) => {
    const { group, policy } = policyNamed(service, AutoScalingGroupName, PolicyName);
    const { sizes, stored, options } = group;
    if (HonorCooldown) checkCooldown(service, group, policy.Cooldown ?? options.DefaultCooldown);
    const wanted = wantedCapacity(policy, sizes.desiredCapacity, { MetricValue, BreachThreshold });
    const desiredCapacity = Math.min(sizes.maxSize, Math.max(sizes.minSize, wanted));
    group.change(options, { ...sizes, desiredCapacity }, { request: 'executed', policy: policy.PolicyName });
    stored.scaledAt = service.core.clock.now();
    return {};
  },
});

function policyNamed(service: AutoScalingService, groupName: string | undefined, name: string): { readonly group: ManagedGroup; readonly policy: StoredPolicy } {
  const groups = groupName ? [changeableGroup(service, groupName)] : service.groups.list();
  for (const group of groups) {
    for (const policy of group.stored.policies.values()) if (policy.PolicyARN === name || (groupName && policy.PolicyName === name)) return { group, policy };
  }
  throw invalid(`No scaling policy found with name ${name}${groupName ? ` for the AutoScalingGroup ${groupName}` : ''}`);
}

function policyOf({ AdjustmentType, MetricAggregationType, ...given }: Given, arn: string): StoredPolicy {
  const type = given.PolicyType || 'SimpleScaling';
  return {
    ...given,
    PolicyType: type,
    PolicyARN: arn,
    ...(AdjustmentType ? { AdjustmentType } : {}),
    ...(type === 'StepScaling' ? { MetricAggregationType: MetricAggregationType || 'Average' } : {}),
    StepAdjustments: given.StepAdjustments ?? [],
    Alarms: [],
    Enabled: given.Enabled ?? true,
  };
}

/** What a policy of each type must have. AWS: PutScalingPolicy. @throws QueryError ValidationError */
function checkPolicy({ PolicyName, PolicyType, AdjustmentType, ...given }: Given): void {
  const fault = faultOfName('PolicyName', PolicyName);
  if (fault !== undefined) throw invalid(fault);
  const type = PolicyType || 'SimpleScaling';
  if (!POLICY_TYPES.includes(type)) throw invalid(`Policy type '${type}' is not valid. It must be one of ${POLICY_TYPES.join(', ')}`);
  if (type === 'SimpleScaling' || type === 'StepScaling') {
    if (!(ADJUSTMENT_TYPES as readonly string[]).includes(AdjustmentType ?? '')) throw invalid(`AdjustmentType must be one of ${ADJUSTMENT_TYPES.join(', ')}, found '${AdjustmentType ?? ''}'`);
  }
  const needed = { SimpleScaling: 'ScalingAdjustment', StepScaling: 'StepAdjustments', TargetTrackingScaling: 'TargetTrackingConfiguration', PredictiveScaling: 'PredictiveScalingConfiguration' } as const;
  const member = needed[type as keyof typeof needed];
  if (given[member] === undefined) throw invalid(`${member} must be specified for a policy of type ${type}`);
}
