import type { UserIdGroupPair } from '@aws-sdk/client-ec2';
import { QueryError } from '../wire/query-error.js';
import { arnOf } from '../place.js';
import type { Ec2Handlers, Ec2Input, Ec2Service } from './ec2-service.js';
import type { FilterNames } from './filters.js';
import { groupAsked } from './handle-security-groups.js';
import { found, notFound } from './ids.js';
import { listed } from './listing.js';
import type { SecurityGroup } from './security-groups.js';
import { describeRule, isSameRule, readPeer, readPorts, readProtocol, ruleText, termsOf, type GivenPermission, type RulePeer, type RuleTerms, type SecurityRule } from './security-rules.js';
import { tagList, tagsFor } from './tag-rules.js';

type Authorization = Ec2Input<'AuthorizeSecurityGroupIngress'>;
type Revocation = Ec2Input<'RevokeSecurityGroupIngress'>;

interface PlacedRule {
  readonly group: SecurityGroup;
  readonly rule: SecurityRule;
}

const FILTERS: FilterNames<PlacedRule> = { 'group-id': ({ group }) => group.id, 'security-group-rule-id': ({ rule }) => rule.id };

/** Rules of security groups. AWS: EC2 API. */
export const securityRuleHandlers = (service: Ec2Service): Ec2Handlers => ({
  AuthorizeSecurityGroupIngress: (input) => authorize(service, input, false),
  AuthorizeSecurityGroupEgress: (input) => authorize(service, input, true),
  RevokeSecurityGroupIngress: (input) => revoke(service, input, false),
  RevokeSecurityGroupEgress: (input) => revoke(service, input, true),

  UpdateSecurityGroupRuleDescriptionsIngress: (input) => describeAnew(service, input, false),
  UpdateSecurityGroupRuleDescriptionsEgress: (input) => describeAnew(service, input, true),

  DescribeSecurityGroupRules: ({ SecurityGroupRuleIds, ...request }) => {
    const { groups } = service;
    const all = groups.list().flatMap((group) => group.rules.map((rule): PlacedRule => ({ group, rule })));
    const { items, NextToken } = listed(service, { kind: 'security-group-rule', all, idOf: ({ rule }) => rule.id, filters: FILTERS }, SecurityGroupRuleIds, request);
    return { SecurityGroupRules: items.map(({ group, rule }) => described(service, group, rule)), NextToken };
  },

  ModifySecurityGroupRules: ({ GroupId, SecurityGroupRules }) => {
    const group = found('security-group', GroupId, (id) => service.groups.find(id));
    for (const { SecurityGroupRuleId, SecurityGroupRule: given = {} } of SecurityGroupRules) {
      const present = found('security-group-rule', SecurityGroupRuleId, (id) => group.rules.find((rule) => rule.id === id));
      const protocol = readProtocol(given.IpProtocol ?? present.protocol);
      const changed: SecurityRule = {
        ...present,
        protocol,
        ...readPorts(protocol, given.FromPort ?? present.from, given.ToPort ?? present.to),
        peer: peerOf(service, given) ?? present.peer,
        description: given.Description || undefined,
      };
      group.rules = group.rules.map((rule) => (rule === present ? changed : rule));
    }
    return { Return: true };
  },
});

function authorize(service: Ec2Service, input: Authorization, egress: boolean) {
  const { groups, tags } = service;
  const group = groupAsked(service, input);
  const terms = permissionsIn(input).flatMap((permission) => termsOf(permission, (pair) => referencedGroup(service, pair)));
  const given = tagsFor('security-group-rule', input.TagSpecifications);
  const added = groups.allow(group, egress, terms);
  for (const { id } of added) tags.set(id, given);
  return { Return: true, SecurityGroupRules: added.map((rule) => described(service, group, rule)) };
}

/** A rule that is not there is an error in a default VPC, the only one that there is here. AWS: RevokeSecurityGroupIngress. */
function revoke(service: Ec2Service, input: Revocation, egress: boolean) {
  const group = groupAsked(service, input);
  const mine = group.rules.filter((rule) => rule.egress === egress);
  const ids = input.SecurityGroupRuleIds ?? [];
  const missing = ids.filter((id) => !mine.some((rule) => rule.id === id));
  if (missing.length > 0) throw notFound('security-group-rule', missing);
  const terms = ids.length > 0 ? [] : permissionsIn(input).flatMap((permission) => termsOf(permission, (pair) => referencedGroup(service, pair)));
  const unknown = terms.filter((asked) => !mine.some((rule) => isSameRule(rule, asked)));
  if (unknown[0]) throw noSuchRule(unknown[0]);
  const gone = mine.filter((rule) => ids.includes(rule.id) || terms.some((asked) => isSameRule(rule, asked)));
  group.rules = group.rules.filter((rule) => !gone.includes(rule));
  for (const { id } of gone) service.tags.forget(id);
  return {
    Return: true,
    UnknownIpPermissions: [],
    RevokedSecurityGroupRules: gone.map((rule) => {
      const { ReferencedGroupInfo, SecurityGroupRuleArn: _, ...rest } = described(service, group, rule);
      return { ...rest, ...(ReferencedGroupInfo ? { ReferencedGroupId: ReferencedGroupInfo.GroupId } : {}) };
    }),
  };
}

/** @throws AWS's errors for a rule that is not there */
function describeAnew(service: Ec2Service, input: Ec2Input<'UpdateSecurityGroupRuleDescriptionsIngress'>, egress: boolean) {
  const group = groupAsked(service, input);
  const mine = group.rules.filter((rule) => rule.egress === egress);
  const anew = new Map<SecurityRule, string | undefined>();
  for (const { SecurityGroupRuleId = '', Description } of input.SecurityGroupRuleDescriptions ?? []) {
    anew.set(found('security-group-rule', SecurityGroupRuleId, (id) => mine.find((rule) => rule.id === id)), Description);
  }
  for (const terms of (input.IpPermissions ?? []).flatMap((permission) => termsOf(permission, (pair) => referencedGroup(service, pair)))) {
    const rule = mine.find((rule) => isSameRule(rule, terms));
    if (!rule) throw noSuchRule(terms);
    anew.set(rule, terms.description);
  }
  if (anew.size === 0) throw new QueryError('MissingParameter', 'The request must contain the parameter ipPermissions');
  group.rules = group.rules.map((rule) => (anew.has(rule) ? { ...rule, description: anew.get(rule) || undefined } : rule));
  return { Return: true };
}

const noSuchRule = (terms: RuleTerms): QueryError => new QueryError('InvalidPermission.NotFound', `The specified rule does not exist in this security group: ${ruleText(terms)}`);

/** What is given in a list, or in the parameters that older clients send for a single one. */
function permissionsIn(input: Authorization): readonly GivenPermission[] {
  const { IpPermissions = [], IpProtocol, FromPort, ToPort, CidrIp, SourceSecurityGroupName } = input;
  if (IpPermissions.length > 0) return IpPermissions;
  if (!IpProtocol) throw new QueryError('MissingParameter', 'The request must contain the parameter ipPermissions');
  const peers: GivenPermission = SourceSecurityGroupName ? { UserIdGroupPairs: [{ GroupName: SourceSecurityGroupName }] } : { IpRanges: [{ CidrIp: CidrIp ?? '' }] };
  return [{ IpProtocol, FromPort, ToPort, ...peers }];
}

function referencedGroup(service: Ec2Service, pair: UserIdGroupPair): Extract<RulePeer, { kind: 'group' }> {
  return { kind: 'group', text: groupAsked(service, pair).id, account: service.core.place.account };
}

interface GivenPeer {
  readonly CidrIpv4?: string | undefined;
  readonly CidrIpv6?: string | undefined;
  readonly PrefixListId?: string | undefined;
  readonly ReferencedGroupId?: string | undefined;
}

function peerOf(service: Ec2Service, given: GivenPeer): RuleTerms['peer'] | undefined {
  if (given.CidrIpv4) return readPeer('ipv4', given.CidrIpv4);
  if (given.CidrIpv6) return readPeer('ipv6', given.CidrIpv6);
  if (given.PrefixListId) return readPeer('prefix-list', given.PrefixListId);
  return given.ReferencedGroupId ? referencedGroup(service, { GroupId: given.ReferencedGroupId }) : undefined;
}

function described({ core, tags }: Ec2Service, group: SecurityGroup, rule: SecurityRule) {
  const { place } = core;
  return { ...describeRule(rule, group.id, place.account), SecurityGroupRuleArn: arnOf(place, 'ec2', `security-group-rule/${rule.id}`), Tags: tagList(tags.of(rule.id)) };
}
