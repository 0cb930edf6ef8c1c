import type { ServiceModules } from '../wire/services.js';
import type { Handlers } from '../wire/types.js';
import { attributesAnswer, changeAttributes } from './attributes.js';
import { balancerNamed, invalid, type ClassicService } from './classic-balancers.js';

/** Attributes of a balancer. AWS: Classic API. */
export const attributeHandlers = (service: ClassicService): Handlers<ServiceModules['elb']> => ({
  DescribeLoadBalancerAttributes: ({ LoadBalancerName }) => ({ LoadBalancerAttributes: attributesAnswer(balancerNamed(service, LoadBalancerName).attributes) }),

  ModifyLoadBalancerAttributes: ({ LoadBalancerName, LoadBalancerAttributes }) => {
    const balancer = balancerNamed(service, LoadBalancerName);
    const changed = changeAttributes(balancer.attributes, LoadBalancerAttributes);
    switch (changed.kind) {
      case 'attributes':
        balancer.attributes = changed.attributes;
        return { LoadBalancerName, LoadBalancerAttributes: attributesAnswer(changed.attributes) };
      case 'unknown-attribute':
        throw new service.sdk.LoadBalancerAttributeNotFoundException({ message: changed.message, $metadata: {} });
      case 'invalid-configuration':
        throw new service.sdk.InvalidConfigurationRequestException({ message: changed.message, $metadata: {} });
      case 'invalid':
        throw invalid(changed.message);
    }
  },
});
