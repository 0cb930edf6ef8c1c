import type { ServiceModules } from '../wire/services.js';
import type { Handlers } from '../wire/types.js';
import type { ClassicBalancer } from './classic-balancer.js';
import { balancerNamed, invalid, type ClassicService } from './classic-balancers.js';
import { listenerOf } from './handle-listeners.js';
import { POLICY_TYPES, PREDEFINED_POLICIES, type ClassicPolicy } from './policy-types.js';

/** Policies, which are stored and read back; the data plane follows none. AWS: Classic API. */
export const policyHandlers = (service: ClassicService): Handlers<ServiceModules['elb']> => ({
  CreateLoadBalancerPolicy: ({ LoadBalancerName, PolicyName, PolicyTypeName, PolicyAttributes = [] }) => {
    const type = POLICY_TYPES.find(({ name }) => name === PolicyTypeName);
    if (!type) throw new service.sdk.PolicyTypeNotFoundException({ message: `Policy type '${PolicyTypeName}' does not exist`, $metadata: {} });
    const attributes = PolicyAttributes.map(({ AttributeName = '', AttributeValue = '' }) => ({ name: AttributeName, value: AttributeValue }));
    add(service, LoadBalancerName, { name: PolicyName, type: type.name, attributes });
    return {};
  },

  CreateAppCookieStickinessPolicy: ({ LoadBalancerName, PolicyName, CookieName }) => {
    add(service, LoadBalancerName, { name: PolicyName, type: 'AppCookieStickinessPolicyType', attributes: [{ name: 'CookieName', value: CookieName }] });
    return {};
  },

  CreateLBCookieStickinessPolicy: ({ LoadBalancerName, PolicyName, CookieExpirationPeriod: period }) => {
    if (period !== undefined && !(period >= 1)) throw invalid(`CookieExpirationPeriod must be at least 1 second, found ${period}`);
    const attributes = period === undefined ? [] : [{ name: 'CookieExpirationPeriod', value: String(period) }];
    add(service, LoadBalancerName, { name: PolicyName, type: 'LBCookieStickinessPolicyType', attributes });
    return {};
  },

  DeleteLoadBalancerPolicy: ({ LoadBalancerName, PolicyName }) => {
    const balancer = balancerNamed(service, LoadBalancerName);
    if (isUsed(balancer, PolicyName)) {
      throw new service.sdk.InvalidConfigurationRequestException({ message: `Policy '${PolicyName}' is in use and cannot be deleted`, $metadata: {} });
    }
    balancer.policies.delete(PolicyName);
    return {};
  },

  SetLoadBalancerPoliciesOfListener: ({ LoadBalancerName, LoadBalancerPort, PolicyNames }) => {
    const { balancer } = listenerOf(service, LoadBalancerName, LoadBalancerPort);
    checkPolicies(service, balancer, PolicyNames);
    balancer.changeListener(LoadBalancerPort, { policies: PolicyNames });
    return {};
  },

  SetLoadBalancerPoliciesForBackendServer: ({ LoadBalancerName, InstancePort, PolicyNames }) => {
    const balancer = balancerNamed(service, LoadBalancerName);
    checkPolicies(service, balancer, PolicyNames);
    if (PolicyNames.length === 0) balancer.backendPolicies.delete(InstancePort);
    else balancer.backendPolicies.set(InstancePort, PolicyNames);
    return {};
  },

  DescribeLoadBalancerPolicies: ({ LoadBalancerName, PolicyNames = [] }) => {
    const known = LoadBalancerName ? [...balancerNamed(service, LoadBalancerName).policies.values()] : PREDEFINED_POLICIES;
    const asked = PolicyNames.length === 0 ? known : PolicyNames.map((name) => known.find((policy) => policy.name === name) ?? missing(service, name));
    return { PolicyDescriptions: asked.map(described) };
  },

  DescribeLoadBalancerPolicyTypes: ({ PolicyTypeNames = [] }) => {
    const unknown = PolicyTypeNames.find((name) => !POLICY_TYPES.some((type) => type.name === name));
    if (unknown !== undefined) throw new service.sdk.PolicyTypeNotFoundException({ message: `Policy type '${unknown}' does not exist`, $metadata: {} });
    const asked = POLICY_TYPES.filter(({ name }) => PolicyTypeNames.length === 0 || PolicyTypeNames.includes(name));
    return {
      PolicyTypeDescriptions: asked.map(({ name, description, attributes }) => ({
        PolicyTypeName: name,
        Description: description,
        PolicyAttributeTypeDescriptions: attributes.map((one) => ({ AttributeName: one.name, AttributeType: one.type, Cardinality: one.cardinality })),
      })),
    };
  },
});

function add(service: ClassicService, balancerName: string, policy: ClassicPolicy): void {
  const { policies } = balancerNamed(service, balancerName);
  if (policies.has(policy.name)) {
    throw new service.sdk.DuplicatePolicyNameException({ message: `Policy '${policy.name}' already exists for load balancer '${balancerName}'`, $metadata: {} });
  }
  policies.set(policy.name, policy);
}

const isUsed = ({ listeners, backendPolicies }: ClassicBalancer, name: string): boolean =>
  listeners.some(({ policies }) => policies.includes(name)) || [...backendPolicies.values()].some((names) => names.includes(name));

function checkPolicies(service: ClassicService, { policies }: ClassicBalancer, names: readonly string[]): void {
  const unknown = names.find((name) => !policies.has(name));
  if (unknown !== undefined) missing(service, unknown);
}

function missing({ sdk }: ClassicService, name: string): never {
  throw new sdk.PolicyNotFoundException({ message: `There is no policy with name '${name}'`, $metadata: {} });
}

const described = ({ name, type, attributes }: ClassicPolicy) => ({
  PolicyName: name,
  PolicyTypeName: type,
  PolicyAttributeDescriptions: attributes.map((attribute) => ({ AttributeName: attribute.name, AttributeValue: attribute.value })),
});
