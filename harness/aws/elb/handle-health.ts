import { validateHealthCheck } from '../../model/health-check-rules.js';
import type { HealthCheck } from '../../model/health-check.js';
import type { DoubtSettings } from '../region-base.js';
import type { Ec2Instance } from '../ec2-instance.js';
import type { ServiceModules } from '../wire/services.js';
import type { Handlers } from '../wire/types.js';
import type { ClassicBalancer } from './classic-balancer.js';
import { balancerNamed, instanceNamed, orValidationError, type ClassicService } from './classic-balancers.js';

const ELSEWHERE = 'Instance is in the EC2 Availability Zone for which LoadBalancer is not configured to route traffic to.';
const UNREGISTERED = 'Instance is not currently registered with the LoadBalancer.';

/** Targets and their health. AWS: Classic API; rules 1 to 6, 15, 19, 21 and 23. */
export const healthHandlers = (service: ClassicService): Handlers<ServiceModules['elb']> => ({
  ConfigureHealthCheck: ({ LoadBalancerName, HealthCheck: given }) => {
    const balancer = balancerNamed(service, LoadBalancerName);
    const { Target: target, Interval: interval, Timeout: timeout, HealthyThreshold: healthyThreshold, UnhealthyThreshold: unhealthyThreshold } = given;
    const check = orValidationError(() => validateHealthCheck({ target, interval, timeout, healthyThreshold, unhealthyThreshold }, 'classic'));
    balancer.targets.configure(withDoubts(check, service.core.doubts));
    return { HealthCheck: given };
  },

  RegisterInstancesWithLoadBalancer: ({ LoadBalancerName, Instances }) => {
    const balancer = balancerNamed(service, LoadBalancerName);
    const instances = Instances.map(({ InstanceId = '' }) => instanceNamed(service, InstanceId));
    for (const instance of instances) balancer.register(instance);
    return { Instances: registeredWith(balancer) };
  },

  DeregisterInstancesFromLoadBalancer: ({ LoadBalancerName, Instances }) => {
    const balancer = balancerNamed(service, LoadBalancerName);
    const ids = Instances.map(({ InstanceId = '' }) => InstanceId);
    const stranger = ids.find((id) => !balancer.targets.isRegistered(id));
    if (stranger !== undefined) {
      const { InvalidEndPointException } = service.sdk;
      throw new InvalidEndPointException({ message: `Could not find EC2 instance ${stranger} among the instances of the load balancer.`, $metadata: {} });
    }
    for (const id of ids) void balancer.deregister(id);
    return { Instances: registeredWith(balancer) };
  },

  DescribeInstanceHealth: ({ LoadBalancerName, Instances = [] }) => {
    const balancer = balancerNamed(service, LoadBalancerName);
    const { targets } = balancer;
    const asked =
      Instances.length > 0
        ? Instances.map(({ InstanceId = '' }) => instanceNamed(service, InstanceId))
        : targets.targets().map(({ instance }) => instance);
    return { InstanceStates: asked.filter(({ standing }) => standing !== 'terminated').map((instance) => stateOf(balancer, instance)) };
  },
});

/** The first check that an instance must pass is a setting of ours (doubt D1), at most the healthy threshold. */
export function withDoubts(check: HealthCheck, { initialSuccesses }: DoubtSettings): HealthCheck {
  return initialSuccesses === undefined ? check : { ...check, initialSuccesses: Math.min(initialSuccesses, check.healthyThreshold) };
}

const registeredWith = ({ targets }: ClassicBalancer) => targets.targets().filter(({ draining }) => !draining).map(({ id }) => ({ InstanceId: id }));

function stateOf(balancer: ClassicBalancer, instance: Ec2Instance) {
  const { id } = instance;
  const described = balancer.targets.describe(id);
  if (!described) return { InstanceId: id, State: 'OutOfService', ReasonCode: 'Instance', Description: UNREGISTERED };
  if (!balancer.serves(instance)) return { InstanceId: id, State: 'OutOfService', ReasonCode: 'ELB', Description: ELSEWHERE };
  const { state, reasonCode = 'N/A', description = 'N/A' } = described;
  return { InstanceId: id, State: state, ReasonCode: reasonCode, Description: description };
}
