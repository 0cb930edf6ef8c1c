import { changeableGroup, groupNamed, type AutoScalingHandlers, type AutoScalingService } from './auto-scaling-service.js';
import { invalid, orInvalid } from './invalid.js';
import { readResult, TRANSITION_TYPES, withHook } from './lifecycle-hook-request.js';

/** Lifecycle hooks and what waits at them. AWS: EC2 Auto Scaling API; How lifecycle hooks work. */
export const lifecycleHookHandlers = (service: AutoScalingService): AutoScalingHandlers => ({
  PutLifecycleHook: (given) => {
    const group = changeableGroup(service, given.AutoScalingGroupName);
    group.setHooks(withHook(group.stored.hooks, group.name, given));
    return {};
  },

  DescribeLifecycleHooks: ({ AutoScalingGroupName, LifecycleHookNames: names = [] }) => {
    const hooks = [...groupNamed(service, AutoScalingGroupName).stored.hooks.values()];
    return { LifecycleHooks: names.length === 0 ? hooks : hooks.filter(({ LifecycleHookName }) => names.includes(LifecycleHookName)) };
  },

  DeleteLifecycleHook: ({ AutoScalingGroupName, LifecycleHookName: name }) => {
    const group = changeableGroup(service, AutoScalingGroupName);
    const hooks = new Map(group.stored.hooks);
    if (!hooks.delete(name)) throw invalid(`No Lifecycle Hook found with name: ${name} for Auto Scaling group ${group.name}`);
    group.setHooks(hooks);
    return {};
  },

  CompleteLifecycleAction: ({ AutoScalingGroupName, LifecycleHookName, LifecycleActionToken: token, InstanceId: instanceId, LifecycleActionResult }) => {
    const { fleet } = groupNamed(service, AutoScalingGroupName);
    const result = readResult('LifecycleActionResult', LifecycleActionResult);
    orInvalid(() => fleet.lifecycleActions.complete(LifecycleHookName, { token, instanceId }, result));
    return {};
  },

  RecordLifecycleActionHeartbeat: ({ AutoScalingGroupName, LifecycleHookName, LifecycleActionToken: token, InstanceId: instanceId }) => {
    const { fleet } = groupNamed(service, AutoScalingGroupName);
    orInvalid(() => fleet.lifecycleActions.heartbeat(LifecycleHookName, { token, instanceId }));
    return {};
  },

  DescribeLifecycleHookTypes: () => ({ LifecycleHookTypes: TRANSITION_TYPES }),
});
