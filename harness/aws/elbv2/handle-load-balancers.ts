import { newDnsName } from '../dns-name.js';
import { newHex } from '../new-id.js';
import { arnOf } from '../place.js';
import { sameMembers } from '../same-members.js';
import { Balancer, type BalancerPlacement } from './balancer.js';
import { balancerAnswer } from './describe-balancer.js';
import { checkName } from './names.js';
import { checkAddressType, readSubnets } from './placement.js';
import { invalid, Refusal } from './refusal.js';
import { withTags } from './tags.js';
import { pageFor, type V2Store } from './v2-store.js';
import type { BalancerType, Given, Part } from './v2-types.js';

const MOST_BALANCERS = 50;

/** Load balancers themselves. AWS: Elastic Load Balancing v2 API. They are active at once. */
export const loadBalancerHandlers: Part = (store) => ({
  CreateLoadBalancer: (given) => {
    const { Name: name, Tags } = given;
    checkName('load balancer', name);
    checkAddressType(given.IpAddressType);
    const type = readType(given.Type);
    const scheme = readScheme(given.Scheme);
    const placement = readPlacement(store, type, given);
    const tags = withTags(new Map(), Tags);
    const present = store.balancerNamed(name);
    if (present && !isSame(present, type, scheme, placement)) throw new Refusal('DuplicateLoadBalancerName', `A load balancer with the same name '${name}' exists, but with different settings`);
    const balancer = present ?? make(store, { name, type, scheme }, placement);
    if (!present) balancer.tags = tags;
    return { LoadBalancers: [balancerAnswer(balancer, store.core)] };
  },

  DescribeLoadBalancers: ({ LoadBalancerArns = [], Names = [], ...page }) => {
    if (LoadBalancerArns.length > 0 && Names.length > 0) throw invalid('Load balancer names and load balancer ARNs cannot be specified at the same time');
    const { items, more } = pageFor(asked(store, LoadBalancerArns, Names), page);
    return { LoadBalancers: items.map((balancer) => balancerAnswer(balancer, store.core)), ...more };
  },

  DeleteLoadBalancer: async ({ LoadBalancerArn }) => {
    const balancer = store.balancers.get(LoadBalancerArn);
    if (!balancer) return {};
    if (balancer.attributes.get('deletion_protection.enabled') === 'true') {
      throw new Refusal('OperationNotPermitted', `Load balancer '${LoadBalancerArn}' cannot be deleted because deletion protection is enabled`);
    }
    store.balancers.delete(LoadBalancerArn);
    store.noteUse();
    await balancer.delete();
    return {};
  },
});

function asked(store: V2Store, arns: readonly string[], names: readonly string[]): Balancer[] {
  if (arns.length > 0) return arns.map((arn) => store.balancer(arn));
  if (names.length === 0) return [...store.balancers.values()];
  // What is asked for by a name that nobody has is missing like an ARN.
  return names.map((name) => store.balancerNamed(name) ?? store.balancer(name));
}

function readType(type: string | undefined): BalancerType {
  if (!type || type === 'application') return 'application';
  if (type === 'network') return type;
  throw new Refusal('InvalidConfigurationRequest', `Load balancers of type '${type}' are not supported here: expected 'application' or 'network'`);
}

function readScheme(scheme: string | undefined): 'internet-facing' | 'internal' {
  if (!scheme || scheme === 'internet-facing') return 'internet-facing';
  if (scheme === 'internal') return scheme;
  throw new Refusal('InvalidScheme', `Load balancer scheme '${scheme}' must be one of 'internet-facing', 'internal'`);
}

/** An application balancer without security groups gets the network's own. */
function readPlacement({ core: { network } }: V2Store, type: BalancerType, given: Given<'CreateLoadBalancer'>): BalancerPlacement {
  const { SecurityGroups = [] } = given;
  const own = type === 'application' ? [network.defaultSecurityGroupId] : [];
  return { subnets: readSubnets(network, type, given), securityGroups: SecurityGroups.length > 0 ? SecurityGroups : own };
}

function make(store: V2Store, made: { readonly name: string; readonly type: BalancerType; readonly scheme: 'internet-facing' | 'internal' }, placement: BalancerPlacement): Balancer {
  const { core, balancers } = store;
  const { name, type, scheme } = made;
  if (balancers.size >= MOST_BALANCERS) throw new Refusal('TooManyLoadBalancers', `At most ${MOST_BALANCERS} load balancers are kept`);
  const arn = arnOf(core.place, 'elasticloadbalancing', `loadbalancer/${type === 'application' ? 'app' : 'net'}/${name}/${newHex(16)}`);
  const dnsName = newDnsName(name, scheme, core.place.region);
  const balancer = new Balancer({ ...made, arn, dnsName, vpcId: core.network.vpcId }, placement, core.clock.now());
  balancers.set(arn, balancer);
  return balancer;
}

/** A request that is sent again, word for word, finds what it made the first time. */
function isSame({ identity, placement }: Balancer, type: BalancerType, scheme: string, given: BalancerPlacement): boolean {
  return (
    identity.type === type &&
    identity.scheme === scheme &&
    sameMembers(placement.subnets.map(({ id }) => id), given.subnets.map(({ id }) => id)) &&
    sameMembers(placement.securityGroups, given.securityGroups)
  );
}
