import type { AutoScalingHandlers, AutoScalingService } from './auto-scaling-service.js';
import { TERMINATION_POLICIES } from './group-options.js';
import { ADJUSTMENT_TYPES } from './scaling-adjustment.js';

/** AWS: Quotas for Auto Scaling resources and groups. */
const MOST_GROUPS = 500;
const MOST_CONFIGURATIONS = 200;

/** What there is to choose from. AWS: EC2 Auto Scaling API. */
export const typeHandlers = ({ groups, configurations }: AutoScalingService): AutoScalingHandlers => ({
  DescribeAccountLimits: () => ({
    MaxNumberOfAutoScalingGroups: MOST_GROUPS,
    MaxNumberOfLaunchConfigurations: MOST_CONFIGURATIONS,
    NumberOfAutoScalingGroups: groups.list().length,
    NumberOfLaunchConfigurations: configurations.size,
  }),

  DescribeAdjustmentTypes: () => ({ AdjustmentTypes: ADJUSTMENT_TYPES.map((AdjustmentType) => ({ AdjustmentType })) }),

  DescribeTerminationPolicyTypes: () => ({ TerminationPolicyTypes: TERMINATION_POLICIES }),
});
