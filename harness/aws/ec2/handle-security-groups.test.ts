import { ec2WithMachines, nobody } from './ec2.testing.js';

const ec2 = ec2WithMachines();
afterAll(() => ec2.close());
const { send, refusal, core } = ec2;

const HTTP = { IpProtocol: 'tcp', FromPort: 80, ToPort: 80, IpRanges: [{ CidrIp: '0.0.0.0/0', Description: 'http' }] };

let made = 0;
async function group(more: object = {}): Promise<string> {
  made += 1;
  return (await send('CreateSecurityGroup', { GroupName: `web-${made}`, Description: 'for the web', VpcId: core.network.vpcId, ...more })).GroupId as string;
}
const described = async (GroupId: string) => (await send('DescribeSecurityGroups', { GroupIds: [GroupId] })).SecurityGroups[0];

test('the default group exists, and is found as clients look for it', async () => {
  const Filters = [
    { Name: 'group-name', Values: ['default'] },
    { Name: 'owner-id', Values: ['123456789012'] },
    { Name: 'vpc-id', Values: [core.network.vpcId] },
  ];
  const { SecurityGroups } = await send('DescribeSecurityGroups', { Filters });
  const GroupId = core.network.defaultSecurityGroupId;
  expect(SecurityGroups).toMatchObject([{ GroupId, GroupName: 'default', IpPermissions: [{ IpProtocol: '-1', UserIdGroupPairs: [{ GroupId }] }] }]);
});

test('a new group lets nothing in and everything out, which can be taken from it', async () => {
  const id = await group({ TagSpecifications: [{ ResourceType: 'security-group', Tags: [{ Key: 'Name', Value: 'web' }] }] });
  const everything = { IpProtocol: '-1', IpRanges: [{ CidrIp: '0.0.0.0/0' }] };
  expect(await described(id)).toMatchObject({ GroupId: id, Description: 'for the web', IpPermissions: [], IpPermissionsEgress: [everything], Tags: [{ Key: 'Name', Value: 'web' }] });
  await send('RevokeSecurityGroupEgress', { GroupId: id, IpPermissions: [{ ...everything, FromPort: 0, ToPort: 0 }] });
  expect((await described(id)).IpPermissionsEgress).toEqual([]);
});

test('rules are added, told one by one, and taken away by what they say or by their ids', async () => {
  const id = await group();
  const { SecurityGroupRules: added } = await send('AuthorizeSecurityGroupIngress', { GroupId: id, IpPermissions: [HTTP, { IpProtocol: '-1', UserIdGroupPairs: [{ GroupId: id }] }] });
  expect(added).toMatchObject([
    { GroupId: id, IsEgress: false, IpProtocol: 'tcp', FromPort: 80, ToPort: 80, CidrIpv4: '0.0.0.0/0', Description: 'http' },
    { GroupId: id, IpProtocol: '-1', FromPort: -1, ToPort: -1, ReferencedGroupInfo: { GroupId: id } },
  ]);
  expect((await described(id)).IpPermissions).toMatchObject([{ ...HTTP }, { IpProtocol: '-1', UserIdGroupPairs: [{ GroupId: id, UserId: '123456789012' }] }]);
  const { RevokedSecurityGroupRules: revoked } = await send('RevokeSecurityGroupIngress', { GroupId: id, IpPermissions: [{ ...HTTP, IpRanges: [{ CidrIp: '0.0.0.0/0' }] }] });
  expect(revoked).toMatchObject([{ SecurityGroupRuleId: added[0].SecurityGroupRuleId }]);
  await send('RevokeSecurityGroupIngress', { GroupId: id, SecurityGroupRuleIds: [added[1].SecurityGroupRuleId] });
  expect((await described(id)).IpPermissions).toEqual([]);
});

test('a rule has tags, is found by its group, and can be changed', async () => {
  const id = await group();
  const { SecurityGroupRules } = await send('AuthorizeSecurityGroupIngress', { GroupId: id, IpPermissions: [HTTP], TagSpecifications: [{ ResourceType: 'security-group-rule', Tags: [{ Key: 'a', Value: 'b' }] }] });
  const [{ SecurityGroupRuleId }] = SecurityGroupRules;
  await send('ModifySecurityGroupRules', { GroupId: id, SecurityGroupRules: [{ SecurityGroupRuleId, SecurityGroupRule: { IpProtocol: 'tcp', FromPort: 443, ToPort: 443, CidrIpv6: '::/0' } }] });
  const { SecurityGroupRules: found } = await send('DescribeSecurityGroupRules', { Filters: [{ Name: 'group-id', Values: [id] }, { Name: 'tag:a', Values: ['b'] }] });
  expect(found).toMatchObject([{ SecurityGroupRuleId, FromPort: 443, CidrIpv6: '::/0', Tags: [{ Key: 'a', Value: 'b' }] }]);
  expect(found[0]).not.toHaveProperty('CidrIpv4');
  expect((await send('DescribeSecurityGroupRules', { SecurityGroupRuleIds: [SecurityGroupRuleId] })).SecurityGroupRules).toHaveLength(1);
});

test('rules are described anew, by what they say or by their ids', async () => {
  const GroupId = await group();
  const { SecurityGroupRules: [added] } = await send('AuthorizeSecurityGroupIngress', { GroupId, IpPermissions: [HTTP] });
  const description = async () => (await described(GroupId)).IpPermissions[0].IpRanges[0].Description;
  await send('UpdateSecurityGroupRuleDescriptionsIngress', { GroupId, IpPermissions: [{ ...HTTP, IpRanges: [{ CidrIp: '0.0.0.0/0', Description: 'anew' }] }] });
  expect(await description()).toBe('anew');
  await send('UpdateSecurityGroupRuleDescriptionsIngress', { GroupId, SecurityGroupRuleDescriptions: [{ SecurityGroupRuleId: added.SecurityGroupRuleId, Description: 'again' }] });
  expect(await description()).toBe('again');
  expect((await refusal('UpdateSecurityGroupRuleDescriptionsEgress', { GroupId, IpPermissions: [HTTP] })).code).toBe('InvalidPermission.NotFound');
  expect((await refusal('UpdateSecurityGroupRuleDescriptionsEgress', { GroupId })).code).toBe('MissingParameter');
});

test('groups are filtered by their rules', async () => {
  const id = await group();
  await send('AuthorizeSecurityGroupIngress', { GroupId: id, IpPermissions: [{ ...HTTP, FromPort: 8443, ToPort: 8443 }] });
  const { SecurityGroups } = await send('DescribeSecurityGroups', { Filters: [{ Name: 'ip-permission.from-port', Values: ['8443'] }, { Name: 'egress.ip-permission.protocol', Values: ['-1'] }] });
  expect(SecurityGroups).toMatchObject([{ GroupId: id }]);
});

test('a group is deleted once nothing has it: no instance, no rule of another group', async () => {
  const [used, other] = [await group(), await group()];
  const { SecurityGroupRules } = await send('AuthorizeSecurityGroupEgress', { GroupId: other, IpPermissions: [{ IpProtocol: 'tcp', FromPort: 1, ToPort: 2, UserIdGroupPairs: [{ GroupId: used }] }] });
  expect(await refusal('DeleteSecurityGroup', { GroupId: used })).toEqual({ code: 'DependencyViolation', message: `resource ${used} has a dependent object` });
  await send('RevokeSecurityGroupEgress', { GroupId: other, SecurityGroupRuleIds: [SecurityGroupRules[0].SecurityGroupRuleId] });
  const instance = await ec2.launch({ SecurityGroupIds: [used] });
  expect((await refusal('DeleteSecurityGroup', { GroupId: used })).code).toBe('DependencyViolation');
  await send('TerminateInstances', { InstanceIds: [instance] });
  await ec2.until(instance, 'terminated');
  await send('DeleteSecurityGroup', { GroupId: used });
  expect(await refusal('DescribeSecurityGroups', { GroupIds: [used] })).toEqual({ code: 'InvalidGroup.NotFound', message: `The security group '${used}' does not exist` });
});

test('what older clients send for a single rule is understood', async () => {
  await group({ GroupName: 'older' });
  await send('AuthorizeSecurityGroupIngress', { GroupName: 'older', IpProtocol: 'tcp', FromPort: 22, ToPort: 22, CidrIp: '10.0.0.0/8' });
  const { SecurityGroups } = await send('DescribeSecurityGroups', { GroupNames: ['older'] });
  expect(SecurityGroups).toMatchObject([{ IpPermissions: [{ FromPort: 22, IpRanges: [{ CidrIp: '10.0.0.0/8' }] }] }]);
});

test('a rule that is there already is refused, whatever its description', async () => {
  const GroupId = await group();
  await send('AuthorizeSecurityGroupIngress', { GroupId, IpPermissions: [HTTP] });
  expect(await refusal('AuthorizeSecurityGroupIngress', { GroupId, IpPermissions: [{ ...HTTP, IpRanges: [{ CidrIp: '0.0.0.0/0' }] }] })).toEqual({
    code: 'InvalidPermission.Duplicate',
    message: 'the specified rule "peer: 0.0.0.0/0, TCP, from port: 80, to port: 80, ALLOW" already exists',
  });
});

const DEFAULT = { GroupName: 'default' };
test.each([
  ['CreateSecurityGroup', { GroupName: 'default', Description: 'd' }, 'InvalidParameterValue'],
  ['CreateSecurityGroup', { GroupName: 'sg-web', Description: 'd' }, 'InvalidParameterValue'],
  ['CreateSecurityGroup', { GroupName: 'é', Description: 'd' }, 'InvalidParameterValue'],
  ['CreateSecurityGroup', { GroupName: 'web', Description: 'ü' }, 'InvalidParameterValue'],
  ['CreateSecurityGroup', { GroupName: 'older', Description: 'd' }, 'InvalidGroup.Duplicate'],
  ['CreateSecurityGroup', { GroupName: 'web', Description: 'd', VpcId: nobody('vpc') }, 'InvalidVpcID.NotFound'],
  ['DeleteSecurityGroup', DEFAULT, 'CannotDelete'],
  ['DeleteSecurityGroup', {}, 'MissingParameter'],
  ['DeleteSecurityGroup', { GroupId: 'sg-x' }, 'InvalidGroupId.Malformed'],
  ['DescribeSecurityGroups', { GroupNames: ['nobody'] }, 'InvalidGroup.NotFound'],
  ['DescribeSecurityGroupRules', { SecurityGroupRuleIds: [nobody('sgr')] }, 'InvalidSecurityGroupRuleId.NotFound'],
  ['AuthorizeSecurityGroupIngress', DEFAULT, 'MissingParameter'],
  ['AuthorizeSecurityGroupIngress', { ...DEFAULT, IpPermissions: [{ IpProtocol: 'tcp', FromPort: 80, ToPort: 80 }] }, 'MissingParameter'],
  ['AuthorizeSecurityGroupIngress', { ...DEFAULT, IpPermissions: [{ ...HTTP, IpRanges: [{ CidrIp: 'all' }] }] }, 'InvalidParameterValue'],
  ['AuthorizeSecurityGroupIngress', { ...DEFAULT, IpPermissions: [{ IpProtocol: '-1', UserIdGroupPairs: [{ GroupId: nobody('sg') }] }] }, 'InvalidGroup.NotFound'],
  ['RevokeSecurityGroupIngress', { ...DEFAULT, IpPermissions: [{ ...HTTP, FromPort: 81, ToPort: 81 }] }, 'InvalidPermission.NotFound'],
  ['RevokeSecurityGroupIngress', { ...DEFAULT, SecurityGroupRuleIds: [nobody('sgr')] }, 'InvalidSecurityGroupRuleId.NotFound'],
])('%s of %j is refused with %s', async (action, input, code) => {
  expect((await refusal(action, input)).code).toBe(code);
});
