import { v2WithMachines } from './v2.testing.js';

const region = v2WithMachines();
afterAll(() => region.close());
const { send, refusal, balancer, group, listener } = region;

const FIXED = { Type: 'fixed-response', FixedResponseConfig: { StatusCode: '200' } };
const onPath = (...Values: string[]) => [{ Field: 'path-pattern', Values }];
let web: string;
let target: string;
let ListenerArn: string;
beforeAll(async () => {
  [web, target] = [await balancer('web'), await group('web')];
});
let port = 1000;
beforeEach(async () => {
  port += 1;
  ListenerArn = await listener(web, FIXED, { Port: port });
});

const rule = async (Priority: number, Conditions: object[] = onPath(`/${Priority}`), more: object = {}): Promise<string> =>
  (await send('CreateRule', { ListenerArn, Priority, Conditions, Actions: [FIXED], ...more })).Rules[0].RuleArn;
const priorities = async (): Promise<string[]> => (await send('DescribeRules', { ListenerArn })).Rules.map(({ Priority }: { Priority: string }) => Priority);

test('a rule is described as AWS does, with patterns in both forms, and the default rule comes last', async () => {
  const arn = await rule(7, [...onPath('/a/*'), { Field: 'host-header', HostHeaderConfig: { Values: ['a.example'] } }]);
  expect(arn).toMatch(/:listener-rule\/app\/web\/[0-9a-f]{16}\/[0-9a-f]{16}\/[0-9a-f]{16}$/);
  const { Rules } = await send('DescribeRules', { ListenerArn });
  expect(Rules).toMatchObject([
    {
      RuleArn: arn,
      Priority: '7',
      IsDefault: false,
      Conditions: [
        { Field: 'path-pattern', Values: ['/a/*'], PathPatternConfig: { Values: ['/a/*'] } },
        { Field: 'host-header', Values: ['a.example'], HostHeaderConfig: { Values: ['a.example'] } },
      ],
      Actions: [FIXED],
    },
    { Priority: 'default', IsDefault: true, Conditions: [], Actions: [FIXED] },
  ]);
  expect((await send('DescribeRules', { RuleArns: [arn] })).Rules).toEqual([Rules[0]]);
});

test.each<[string, object, string, string]>([
  ['without conditions', { Conditions: [] }, 'ValidationError', 'condition must be specified'],
  ['with a field that there is not', { Conditions: [{ Field: 'colour', Values: ['red'] }] }, 'ValidationError', "'colour' must be one of"],
  ['with a field twice', { Conditions: [...onPath('/a'), ...onPath('/b')] }, 'ValidationError', "only have one 'path-pattern'"],
  ['with six values', { Conditions: onPath('/1', '/2', '/3', '/4', '/5', '/6') }, 'ValidationError', 'condition values'],
  ['with a value of 129 characters', { Conditions: onPath('/'.repeat(129)) }, 'ValidationError', 'longer than'],
  ['with a value that is empty', { Conditions: onPath('') }, 'ValidationError', 'empty'],
  ['with an address that is no range', { Conditions: [{ Field: 'source-ip', SourceIpConfig: { Values: ['10.0.0.1'] } }] }, 'ValidationError', 'CIDR'],
  ['with a method in lower case', { Conditions: [{ Field: 'http-request-method', HttpRequestMethodConfig: { Values: ['get'] } }] }, 'ValidationError', 'method'],
  ['with a header of no name', { Conditions: [{ Field: 'http-header', HttpHeaderConfig: { Values: ['a'] } }] }, 'ValidationError', 'HTTP header'],
  ['of priority 0', { Priority: 0 }, 'ValidationError', 'greater than or equal to 1'],
  ['of priority 50001', { Priority: 50001 }, 'ValidationError', 'less than or equal to 50000'],
  ['that forwards to nobody', { Actions: [{ Type: 'forward', TargetGroupArn: 'arn:none' }] }, 'TargetGroupNotFoundException', 'not found'],
  ['of a listener that there is not', { ListenerArn: 'arn:none' }, 'ListenerNotFoundException', 'not found'],
])('a rule %s is refused', async (_, given, code, text) => {
  const refused = await refusal('CreateRule', { ListenerArn, Priority: 1, Conditions: onPath('/a'), Actions: [FIXED], ...given });
  expect(refused).toEqual({ code, message: expect.stringContaining(text) as string });
});

test('a priority is taken once, and priorities may be exchanged', async () => {
  const [first, second] = [await rule(1), await rule(2)];
  expect(await refusal('CreateRule', { ListenerArn, Priority: 1, Conditions: onPath('/x'), Actions: [FIXED] })).toEqual({ code: 'PriorityInUseException', message: "Priority '1' is currently in use" });
  expect(await refusal('SetRulePriorities', { RulePriorities: [{ RuleArn: first, Priority: 2 }] })).toMatchObject({ code: 'PriorityInUseException' });
  expect((await send('SetRulePriorities', { RulePriorities: [{ RuleArn: first, Priority: 2 }, { RuleArn: second, Priority: 1 }] })).Rules).toHaveLength(2);
  const { Rules } = await send('DescribeRules', { ListenerArn });
  expect(Rules.map(({ RuleArn }: { RuleArn: string }) => RuleArn).slice(0, 2)).toEqual([second, first]);
  expect(await priorities()).toEqual(['1', '2', 'default']);
});

test('a rule may be changed and deleted; a group is in use only while a rule forwards to it', async () => {
  const RuleArn = await rule(3);
  const users = async (): Promise<string[]> => (await send('DescribeTargetGroups', { TargetGroupArns: [target] })).TargetGroups[0].LoadBalancerArns;
  const { Rules } = await send('ModifyRule', { RuleArn, Conditions: onPath('/changed'), Actions: [{ Type: 'forward', TargetGroupArn: target }] });
  expect(Rules).toMatchObject([{ RuleArn, Priority: '3', Conditions: [{ Values: ['/changed'] }], Actions: [{ Type: 'forward', TargetGroupArn: target }] }]);
  expect(await users()).toEqual([web]);
  expect((await send('ModifyRule', { RuleArn, Conditions: onPath('/again') })).Rules).toMatchObject([{ Actions: [{ TargetGroupArn: target }] }]);
  await send('DeleteRule', { RuleArn });
  expect([await users(), await priorities()]).toEqual([[], ['default']]);
  expect(await refusal('DeleteRule', { RuleArn })).toMatchObject({ code: 'RuleNotFoundException' });
});

test('the default rule is changed with its listener alone', async () => {
  const { Rules: [{ RuleArn }] } = await send('DescribeRules', { ListenerArn });
  expect(await refusal('ModifyRule', { RuleArn, Actions: [FIXED] })).toEqual({ code: 'OperationNotPermittedException', message: `Default rule '${RuleArn}' cannot be modified` });
  expect(await refusal('DeleteRule', { RuleArn })).toMatchObject({ code: 'OperationNotPermittedException' });
});

test('listeners of network balancers have no rules but their default one', async () => {
  const [net, arn] = [await balancer('net', { Type: 'network' }), await group('net', { Protocol: 'TCP' })];
  const ofNet = await listener(net, arn, { Protocol: 'TCP' });
  expect(await refusal('CreateRule', { ListenerArn: ofNet, Priority: 1, Conditions: onPath('/a'), Actions: [FIXED] })).toMatchObject({ code: 'InvalidConfigurationRequestException' });
  expect((await send('DescribeRules', { ListenerArn: ofNet })).Rules).toMatchObject([{ IsDefault: true }]);
});

test('balancers, groups, listeners and rules have tags', async () => {
  const RuleArn = await rule(9, onPath('/tagged'), { Tags: [{ Key: 'a', Value: '1' }] });
  const ResourceArns = [web, target, ListenerArn, RuleArn];
  await send('AddTags', { ResourceArns, Tags: [{ Key: 'b', Value: '2' }, { Key: 'c' }] });
  await send('RemoveTags', { ResourceArns: [RuleArn], TagKeys: ['c', 'never'] });
  const { TagDescriptions } = await send('DescribeTags', { ResourceArns });
  const [b, c] = [{ Key: 'b', Value: '2' }, { Key: 'c', Value: '' }];
  expect(TagDescriptions.map(({ Tags }: { Tags: object[] }) => Tags)).toEqual([[b, c], [b, c], [b, c], [{ Key: 'a', Value: '1' }, b]]);
  expect(await refusal('AddTags', { ResourceArns, Tags: [{ Key: 'b' }, { Key: 'b' }] })).toMatchObject({ code: 'DuplicateTagKeysException' });
  expect(await refusal('DescribeTags', { ResourceArns: [`${web}0`] })).toMatchObject({ code: 'LoadBalancerNotFoundException' });
  expect(await refusal('DescribeTags', { ResourceArns: ['arn:aws:s3:::bucket'] })).toMatchObject({ code: 'ValidationError' });
});
