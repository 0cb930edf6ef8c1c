import { changeableGroup, groupNamed, type AutoScalingHandlers, type AutoScalingService } from './auto-scaling-service.js';
import { invalid } from './invalid.js';

/** Warm pools, of which no group has any here. AWS: EC2 Auto Scaling API. */
export const warmPoolHandlers = (service: AutoScalingService): AutoScalingHandlers => ({
  DescribeWarmPool: ({ AutoScalingGroupName }) => {
    groupNamed(service, AutoScalingGroupName);
    return { Instances: [] };
  },

  PutWarmPool: ({ AutoScalingGroupName }) => {
    changeableGroup(service, AutoScalingGroupName);
    throw invalid('Warm pools are not supported at this endpoint');
  },

  DeleteWarmPool: ({ AutoScalingGroupName }) => {
    changeableGroup(service, AutoScalingGroupName);
    throw invalid(`No warm pool found for Auto Scaling group ${AutoScalingGroupName}`);
  },
});
