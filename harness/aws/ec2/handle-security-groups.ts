import { QueryError } from '../wire/query-error.js';
import { arnOf } from '../place.js';
import type { Ec2Handlers, Ec2Service } from './ec2-service.js';
import { filtered, type FilterNames } from './filters.js';
import { chosen, found } from './ids.js';
import { paged } from './paging.js';
import type { SecurityGroup } from './security-groups.js';
import { permissionsOf, type RulePeer, type SecurityRule } from './security-rules.js';
import { tagList, tagsFor } from './tag-rules.js';

/** The group that a request names by its id, or by its name. @throws AWS's errors */
export function groupAsked({ groups, core }: Ec2Service, { GroupId: id, GroupName: name }: { readonly GroupId?: string | undefined; readonly GroupName?: string | undefined }): SecurityGroup {
  if (id) return found('security-group', id, (id) => groups.find(id));
  if (!name) throw new QueryError('MissingParameter', 'The request must contain the parameter GroupName or GroupId');
  const group = groups.named(name);
  if (!group) throw new QueryError('InvalidGroup.NotFound', `The security group '${name}' does not exist in default VPC '${core.network.vpcId}'`);
  return group;
}

const ofPeer = (rules: (group: SecurityGroup) => readonly SecurityRule[], kind: RulePeer['kind']) => (group: SecurityGroup) =>
  rules(group).flatMap(({ peer }) => (peer.kind === kind ? [peer.text] : []));

/** Filters of one direction. */
function ruleFilters(prefix: string, egress: boolean): FilterNames<SecurityGroup> {
  const rules = (group: SecurityGroup): SecurityRule[] => group.rules.filter((rule) => rule.egress === egress);
  return {
    [`${prefix}.cidr`]: ofPeer(rules, 'ipv4'),
    [`${prefix}.ipv6-cidr`]: ofPeer(rules, 'ipv6'),
    [`${prefix}.prefix-list-id`]: ofPeer(rules, 'prefix-list'),
    [`${prefix}.group-id`]: ofPeer(rules, 'group'),
    [`${prefix}.protocol`]: (group) => rules(group).map(({ protocol }) => protocol),
    [`${prefix}.from-port`]: (group) => rules(group).map(({ from }) => from),
    [`${prefix}.to-port`]: (group) => rules(group).map(({ to }) => to),
  };
}

const FILTERS: FilterNames<SecurityGroup> = {
  description: ({ description }) => description,
  'group-id': ({ id }) => id,
  'group-name': ({ name }) => name,
  'vpc-id': ({ vpcId }) => vpcId,
  ...ruleFilters('ip-permission', false),
  ...ruleFilters('egress.ip-permission', true),
};

const NAME = /^[a-zA-Z0-9 ._\-:/()#,@[\]+=&;{}!$*]{1,255}$/;

/** Security groups themselves. AWS: EC2 API. */
export const securityGroupHandlers = (service: Ec2Service): Ec2Handlers => ({
  CreateSecurityGroup: ({ GroupName: name, Description: description, VpcId, TagSpecifications }) => {
    const { groups, tags, core } = service;
    const vpcId = VpcId || core.network.vpcId;
    found('vpc', vpcId, (id) => (id === core.network.vpcId ? id : undefined));
    if (!NAME.test(name) || name.startsWith('sg-')) throw new QueryError('InvalidParameterValue', `Value (${name}) for parameter GroupName is invalid. It must have up to 255 of the characters that names have, and not begin with 'sg-'.`);
    if (!NAME.test(description)) throw new QueryError('InvalidParameterValue', `Value (${description}) for parameter GroupDescription is invalid. Character sets beyond ASCII are not supported.`);
    if (name === 'default') throw new QueryError('InvalidParameterValue', 'Cannot use reserved security group name: default');
    const given = tagsFor('security-group', TagSpecifications);
    const { id } = groups.create(name, description, vpcId);
    tags.set(id, given);
    return { GroupId: id, Tags: tagList(given), SecurityGroupArn: arnOf(core.place, 'ec2', `security-group/${id}`) };
  },

  DescribeSecurityGroups: ({ GroupIds, GroupNames, Filters, ...page }) => {
    const { groups, tags, core } = service;
    const byId = chosen('security-group', GroupIds, groups.list(), ({ id }) => id);
    const named = (GroupNames ?? []).map((GroupName) => groupAsked(service, { GroupName }));
    const asked = named.length === 0 ? byId : [...new Set([...(GroupIds?.length ? byId : []), ...named])];
    const owner: FilterNames<SecurityGroup> = { 'owner-id': () => core.place.account };
    const { items, NextToken } = paged(filtered(asked, Filters, { ...FILTERS, ...owner }, ({ id }) => tags.of(id)), page);
    return {
      SecurityGroups: items.map(({ id, name, description, vpcId, rules }) => ({
        GroupId: id,
        GroupName: name,
        Description: description,
        VpcId: vpcId,
        OwnerId: core.place.account,
        SecurityGroupArn: arnOf(core.place, 'ec2', `security-group/${id}`),
        IpPermissions: permissionsOf(rules.filter(({ egress }) => !egress)),
        IpPermissionsEgress: permissionsOf(rules.filter(({ egress }) => egress)),
        Tags: tagList(tags.of(id)),
      })),
      NextToken,
    };
  },

  DeleteSecurityGroup: (input) => {
    const { groups, tags, core } = service;
    const group = groupAsked(service, input);
    if (group.id === core.network.defaultSecurityGroupId) {
      throw new QueryError('CannotDelete', `the specified group: "${group.id}" name: "default" cannot be deleted by a user`);
    }
    if (isInUse(service, group)) throw new QueryError('DependencyViolation', `resource ${group.id} has a dependent object`);
    groups.delete(group);
    for (const id of [group.id, ...group.rules.map(({ id }) => id)]) tags.forget(id);
    return { Return: true, GroupId: group.id };
  },
});

/** By an instance that has not ended, or by another group's rule. */
function isInUse({ core, groups }: Ec2Service, { id }: SecurityGroup): boolean {
  const byInstance = core.instances.list().some(({ state, spec }) => state !== 'terminated' && spec.securityGroupIds.includes(id));
  return byInstance || groups.list().some((other) => other.id !== id && other.rules.some(({ peer }) => peer.kind === 'group' && peer.text === id));
}
