import { HOSTED_ZONE } from '../dns-name.js';
import type { RegionCore } from '../region-base.js';
import type { ClassicBalancer } from './classic-balancer.js';

/**
 * An element of DescribeLoadBalancers. It never lacks a health check (rule 5). SourceSecurityGroup is left out: with it,
 * clients go on to ask EC2 for a group that means nothing here.
 */
export function describeBalancer(balancer: ClassicBalancer, { dateOf, network }: RegionCore) {
  const { identity, placement, listeners, targets, createdAt } = balancer;
  const { target, interval, timeout, healthyThreshold, unhealthyThreshold } = targets.healthCheck;
  const named = (type: string) => [...balancer.policies.values()].filter((policy) => policy.type === type);
  const attribute = (policy: { readonly attributes: readonly { readonly name: string; readonly value: string }[] }, name: string): string | undefined =>
    policy.attributes.find((one) => one.name === name)?.value;
  const sticky = ['AppCookieStickinessPolicyType', 'LBCookieStickinessPolicyType'];
  return {
    LoadBalancerName: identity.name,
    DNSName: identity.dnsName,
    CanonicalHostedZoneName: identity.dnsName,
    CanonicalHostedZoneNameID: HOSTED_ZONE,
    ListenerDescriptions: listeners.map(({ protocol, port, instanceProtocol, instancePort, certificate, policies }) => ({
      Listener: {
        Protocol: protocol,
        LoadBalancerPort: port,
        InstanceProtocol: instanceProtocol,
        InstancePort: instancePort,
        ...(certificate === undefined ? {} : { SSLCertificateId: certificate }),
      },
      PolicyNames: policies,
    })),
    Policies: {
      AppCookieStickinessPolicies: named('AppCookieStickinessPolicyType').map((policy) => ({ PolicyName: policy.name, CookieName: attribute(policy, 'CookieName') ?? '' })),
      LBCookieStickinessPolicies: named('LBCookieStickinessPolicyType').map((policy) => {
        const period = attribute(policy, 'CookieExpirationPeriod');
        return { PolicyName: policy.name, ...(period === undefined ? {} : { CookieExpirationPeriod: Number(period) }) };
      }),
      OtherPolicies: [...balancer.policies.values()].filter(({ type }) => !sticky.includes(type)).map(({ name }) => name),
    },
    BackendServerDescriptions: [...balancer.backendPolicies].map(([InstancePort, PolicyNames]) => ({ InstancePort, PolicyNames })),
    AvailabilityZones: placement.zones,
    Subnets: placement.subnets,
    VPCId: network.vpcId,
    Instances: targets.targets().filter(({ draining }) => !draining).map(({ id }) => ({ InstanceId: id })),
    HealthCheck: { Target: target, Interval: interval, Timeout: timeout, UnhealthyThreshold: unhealthyThreshold, HealthyThreshold: healthyThreshold },
    SecurityGroups: placement.securityGroups,
    CreatedTime: dateOf(createdAt),
    Scheme: identity.scheme,
  };
}
