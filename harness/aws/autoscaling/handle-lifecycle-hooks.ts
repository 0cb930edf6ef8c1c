import { groupNamed, type AutoScalingHandlers, type AutoScalingService } from './auto-scaling-service.js';

/** Lifecycle hooks, of which no group has any yet. AWS: EC2 Auto Scaling API. */
export const lifecycleHookHandlers = (service: AutoScalingService): AutoScalingHandlers => ({
  DescribeLifecycleHooks: ({ AutoScalingGroupName }) => {
    groupNamed(service, AutoScalingGroupName);
    return { LifecycleHooks: [] };
  },

  DescribeLifecycleHookTypes: () => ({ LifecycleHookTypes: ['autoscaling:EC2_INSTANCE_LAUNCHING', 'autoscaling:EC2_INSTANCE_TERMINATING'] }),
});
