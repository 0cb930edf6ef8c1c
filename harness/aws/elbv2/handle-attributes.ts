import { checkBalancerAttributes, checkGroupAttributes } from './attribute-combinations.js';
import { attributesAnswer, changeAttributes } from './attribute-rules.js';
import { balancerAttributes, groupAttributes, listenerAttributes } from './attribute-tables.js';
import type { Part } from './v2-types.js';

/** Attributes of load balancers, target groups and listeners; what is not named stays. AWS: Elastic Load Balancing v2 API. */
export const attributeHandlers: Part = (store) => ({
  DescribeLoadBalancerAttributes: ({ LoadBalancerArn }) => ({ Attributes: attributesAnswer(store.balancer(LoadBalancerArn).attributes) }),

  ModifyLoadBalancerAttributes: ({ LoadBalancerArn, Attributes }) => {
    const balancer = store.balancer(LoadBalancerArn);
    const after = changeAttributes('Load balancer', balancerAttributes(balancer.identity.type), balancer.attributes, Attributes);
    checkBalancerAttributes(after);
    balancer.attributes = after;
    return { Attributes: attributesAnswer(after) };
  },

  DescribeTargetGroupAttributes: ({ TargetGroupArn }) => ({ Attributes: attributesAnswer(store.group(TargetGroupArn).attributes) }),

  ModifyTargetGroupAttributes: ({ TargetGroupArn, Attributes }) => {
    const group = store.group(TargetGroupArn);
    const after = changeAttributes('Target group', groupAttributes(group.settings.protocol), group.attributes, Attributes);
    checkGroupAttributes(after);
    group.attributes = after;
    return { Attributes: attributesAnswer(after) };
  },

  DescribeListenerAttributes: ({ ListenerArn }) => ({ Attributes: attributesAnswer(store.listener(ListenerArn).attributes) }),

  ModifyListenerAttributes: ({ ListenerArn, Attributes }) => {
    const listener = store.listener(ListenerArn);
    listener.attributes = changeAttributes('Listener', listenerAttributes(listener.settings.protocol), listener.attributes, Attributes);
    return { Attributes: attributesAnswer(listener.attributes) };
  },
});
