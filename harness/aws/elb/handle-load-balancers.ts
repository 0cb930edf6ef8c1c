import { defaultHealthCheck } from '../../model/health-check.js';
import { newDnsName } from '../dns-name.js';
import { pageOf } from '../page.js';
import { sameMembers } from '../same-members.js';
import type { ServiceModules } from '../wire/services.js';
import type { Handlers } from '../wire/types.js';
import { ClassicBalancer, type ClassicIdentity, type ClassicPlacement } from './classic-balancer.js';
import { balancerNamed, invalid, type ClassicService } from './classic-balancers.js';
import { describeBalancer } from './describe-balancer.js';
import { withDoubts } from './handle-health.js';
import { readListeners } from './handle-listeners.js';
import { readTags } from './handle-tags.js';
import { isSameListener, type ClassicListener } from './listener-rules.js';
import { faultOfName } from './name-rules.js';
import { readPlacement } from './placement.js';

const MOST_BALANCERS = 400;

/** Balancers themselves. AWS: Classic API. */
export const loadBalancerHandlers = (service: ClassicService): Handlers<ServiceModules['elb']> => ({
  CreateLoadBalancer: async ({ LoadBalancerName: name, Listeners, AvailabilityZones, Subnets, SecurityGroups, Scheme, Tags }) => {
    const { balancers, core, sdk } = service;
    const fault = faultOfName(name);
    if (fault !== undefined) throw invalid(fault);
    const listeners = readListeners(service, Listeners);
    const scheme = readScheme(service, Scheme);
    const placement = readPlacement(service, { zones: AvailabilityZones, subnets: Subnets, securityGroups: SecurityGroups });
    const tags = readTags(service, Tags);
    const present = balancers.get(name);
    if (present) {
      if (isSame(present, listeners, placement, scheme)) return { DNSName: present.identity.dnsName };
      throw new sdk.DuplicateAccessPointNameException({ message: `Load Balancer named '${name}' already exists and it is configured with different parameters.`, $metadata: {} });
    }
    if (balancers.size >= MOST_BALANCERS) throw new sdk.TooManyAccessPointsException({ message: `At most ${MOST_BALANCERS} load balancers are kept`, $metadata: {} });
    const check = { ...defaultHealthCheck('classic'), target: `TCP:${listeners[0]?.instancePort ?? 80}` };
    const balancer = new ClassicBalancer(core, { name, scheme, dnsName: newDnsName(name, scheme, core.place.region) }, placement, withDoubts(check, core.doubts));
    for (const [key, value] of tags) balancer.tags.set(key, value);
    balancers.set(name, balancer);
    await Promise.all(listeners.map((listener) => balancer.open(listener)));
    return { DNSName: balancer.identity.dnsName };
  },

  DeleteLoadBalancer: async ({ LoadBalancerName }) => {
    const balancer = service.balancers.get(LoadBalancerName);
    service.balancers.delete(LoadBalancerName);
    await balancer?.delete();
    return {};
  },

  DescribeLoadBalancers: ({ LoadBalancerNames = [], Marker, PageSize = 400 }) => {
    if (PageSize < 1 || PageSize > 400) throw invalid(`PageSize must be between 1 and 400, found ${PageSize}`);
    const asked = LoadBalancerNames.length > 0 ? LoadBalancerNames.map((name) => balancerNamed(service, name)) : [...service.balancers.values()];
    const { items, next } = pageOf(asked, Marker, PageSize, () => invalid('The marker is invalid'));
    return { LoadBalancerDescriptions: items.map((balancer) => describeBalancer(balancer, service.core)), ...(next === undefined ? {} : { NextMarker: next }) };
  },

  DescribeAccountLimits: () => ({
    Limits: [
      { Name: 'classic-load-balancers', Max: String(MOST_BALANCERS) },
      { Name: 'classic-listeners', Max: '100' },
      { Name: 'classic-registered-instances', Max: '1000' },
    ],
  }),
});

function readScheme({ sdk }: ClassicService, scheme: string | undefined): ClassicIdentity['scheme'] {
  if (!scheme || scheme === 'internet-facing') return 'internet-facing';
  if (scheme === 'internal') return scheme;
  throw new sdk.InvalidSchemeException({ message: `Scheme '${scheme}' is not valid. It must be internal or internet-facing`, $metadata: {} });
}

/** A request that is sent again, word for word, finds what it made the first time. */
function isSame({ listeners, placement, identity }: ClassicBalancer, given: readonly ClassicListener[], at: ClassicPlacement, scheme: string): boolean {
  return (
    identity.scheme === scheme &&
    listeners.length === given.length &&
    given.every((listener) => listeners.some((present) => isSameListener(present, listener))) &&
    (['zones', 'subnets', 'securityGroups'] as const).every((part) => sameMembers(placement[part], at[part]))
  );
}
