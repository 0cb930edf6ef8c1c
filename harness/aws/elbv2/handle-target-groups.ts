import { newHex } from '../new-id.js';
import { arnOf } from '../place.js';
import { healthCheckAnswer, readHealthCheck } from './group-health-check.js';
import { kindOfGroup, readGroup } from './group-settings.js';
import { checkName } from './names.js';
import { invalid, Refusal } from './refusal.js';
import { withTags } from './tags.js';
import { TargetGroup } from './target-group.js';
import { pageFor, type V2Store } from './v2-store.js';
import type { Given, Part } from './v2-types.js';

const MOST_GROUPS = 3000;

/** Target groups themselves. AWS: Elastic Load Balancing v2 API. */
export const targetGroupHandlers: Part = (store) => ({
  CreateTargetGroup: (given) => {
    const { Name: name, Tags } = given;
    checkName('target group', name);
    const settings = readGroup(given, store.core.network.vpcId);
    const check = readHealthCheck(kindOfGroup(settings), given);
    const tags = withTags(new Map(), Tags);
    const present = store.groupNamed(name);
    if (present) {
      if (JSON.stringify([present.settings, present.healthCheck]) === JSON.stringify([settings, check])) return { TargetGroups: [groupAnswer(present)] };
      throw new Refusal('DuplicateTargetGroupName', `A target group with the same name '${name}' exists, but with different settings`);
    }
    if (store.groups.size >= MOST_GROUPS) throw new Refusal('TooManyTargetGroups', `At most ${MOST_GROUPS} target groups are kept`);
    const arn = arnOf(store.core.place, 'elasticloadbalancing', `targetgroup/${name}/${newHex(16)}`);
    const group = new TargetGroup(store.core, { name, arn }, settings, check);
    group.tags = tags;
    store.groups.set(arn, group);
    return { TargetGroups: [groupAnswer(group)] };
  },

  ModifyTargetGroup: ({ TargetGroupArn, ...given }) => {
    const group = store.group(TargetGroupArn);
    group.configure(readHealthCheck(group.kind, given, group.healthCheck));
    return { TargetGroups: [groupAnswer(group)] };
  },

  DescribeTargetGroups: (given) => {
    const { items, more } = pageFor(asked(store, given), given);
    return { TargetGroups: items.map(groupAnswer), ...more };
  },

  DeleteTargetGroup: ({ TargetGroupArn }) => {
    const group = store.groups.get(TargetGroupArn);
    if (group && group.users.size > 0) throw new Refusal('ResourceInUse', `Target group '${TargetGroupArn}' is currently in use by a listener or a rule`);
    store.groups.delete(TargetGroupArn);
    group?.delete();
    return {};
  },
});

function asked(store: V2Store, { LoadBalancerArn, TargetGroupArns = [], Names = [] }: Given<'DescribeTargetGroups'>): TargetGroup[] {
  const ways = [LoadBalancerArn ? 1 : 0, TargetGroupArns.length, Names.length].filter((count) => count > 0);
  if (ways.length > 1) throw invalid('Only one of a load balancer ARN, target group ARNs and target group names can be specified');
  if (LoadBalancerArn) {
    const balancer = store.balancer(LoadBalancerArn);
    return [...store.groups.values()].filter(({ users }) => users.has(balancer));
  }
  if (TargetGroupArns.length > 0) return TargetGroupArns.map((arn) => store.group(arn));
  if (Names.length === 0) return [...store.groups.values()];
  // What is asked for by a name that nobody has is missing like an ARN.
  return Names.map((name) => store.groupNamed(name) ?? store.group(name));
}

/** A target group in the API's form. */
const groupAnswer = ({ identity, settings, healthCheck, users, kind }: TargetGroup) => ({
  TargetGroupArn: identity.arn,
  TargetGroupName: identity.name,
  Protocol: settings.protocol,
  Port: settings.port,
  VpcId: settings.vpcId,
  ...healthCheckAnswer(healthCheck),
  LoadBalancerArns: [...users].map((balancer) => balancer.identity.arn),
  TargetType: 'instance' as const,
  ...(kind === 'application' ? { ProtocolVersion: 'HTTP1' } : {}),
  IpAddressType: 'ipv4' as const,
});
