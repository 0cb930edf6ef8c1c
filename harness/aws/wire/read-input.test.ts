import { asking, refusalIn, tinyDoor } from './tiny-door.testing.js';
import type { RequestContext } from './types.js';
import type { ServiceKey } from './services.js';

const HEALTH_CHECK = { LoadBalancerName: 'web', 'HealthCheck.Target': 'HTTP:80/', 'HealthCheck.Interval': '30', 'HealthCheck.Timeout': '5', 'HealthCheck.UnhealthyThreshold': '2', 'HealthCheck.HealthyThreshold': '10' };
const RUN = { ImageId: 'ami-1', MinCount: '1', MaxCount: '2' };
const GROUP = { AutoScalingGroupName: 'web', MinSize: '0', MaxSize: '2' };

interface Seen {
  input?: unknown;
  context?: RequestContext;
}

type Case = [title: string, service: ServiceKey, action: string, parameters: Record<string, string>, expected: object];

test.each<Case>([
  ['a structure', 'elb', 'ConfigureHealthCheck', HEALTH_CHECK, { LoadBalancerName: 'web', HealthCheck: { Target: 'HTTP:80/', Interval: 30, Timeout: 5, UnhealthyThreshold: 2, HealthyThreshold: 10 } }],
  ['a list', 'elb', 'DescribeLoadBalancers', { 'LoadBalancerNames.member.1': 'a', 'LoadBalancerNames.member.2': 'b' }, { LoadBalancerNames: ['a', 'b'] }],
  ['a list in the order of its numbers', 'elb', 'DescribeLoadBalancers', { 'LoadBalancerNames.member.10': 'b', 'LoadBalancerNames.member.9': 'a' }, { LoadBalancerNames: ['a', 'b'] }],
  ['a list with gaps', 'elb', 'DescribeLoadBalancers', { 'LoadBalancerNames.member.3': 'a', 'LoadBalancerNames.member.999999999': 'b' }, { LoadBalancerNames: ['a', 'b'] }],
  ['an empty list', 'elb', 'DescribeLoadBalancers', { LoadBalancerNames: '' }, { LoadBalancerNames: [] }],
  ['an empty string in a list', 'elb', 'DescribeLoadBalancers', { 'LoadBalancerNames.member.1': '' }, { LoadBalancerNames: [''] }],
  ['an empty string', 'elb', 'DescribeLoadBalancers', { Marker: '' }, { Marker: '' }],
  ['an empty number as none', 'elb', 'DescribeLoadBalancers', { PageSize: '' }, {}],
  ['an empty boolean and structure as none', 'autoscaling', 'CreateAutoScalingGroup', { ...GROUP, NewInstancesProtectedFromScaleIn: '', LaunchTemplate: '' }, { AutoScalingGroupName: 'web', MinSize: 0, MaxSize: 2 }],
  ['an empty item of structures as none', 'elb', 'CreateLoadBalancer', { LoadBalancerName: 'web', 'Listeners.member.1': '' }, { LoadBalancerName: 'web', Listeners: [] }],
  ['a fraction where one is taken', 'autoscaling', 'PutScalingPolicy', { AutoScalingGroupName: 'web', PolicyName: 'p', 'StepAdjustments.member.1.ScalingAdjustment': '-1', 'StepAdjustments.member.1.MetricIntervalLowerBound': '0.5' }, { AutoScalingGroupName: 'web', PolicyName: 'p', StepAdjustments: [{ ScalingAdjustment: -1, MetricIntervalLowerBound: 0.5 }] }],
  ['a timestamp', 'autoscaling', 'PutScheduledUpdateGroupAction', { AutoScalingGroupName: 'web', ScheduledActionName: 's', StartTime: '2026-02-28T12:00:00Z' }, { AutoScalingGroupName: 'web', ScheduledActionName: 's', StartTime: new Date('2026-02-28T12:00:00Z') }],
  ['what EC2 calls by another name', 'ec2', 'RunInstances', { ...RUN, 'SecurityGroupId.1': 'sg-1', 'TagSpecification.1.ResourceType': 'instance', 'TagSpecification.1.Tag.1.Key': 'k' }, { ImageId: 'ami-1', MinCount: 1, MaxCount: 2, SecurityGroupIds: ['sg-1'], TagSpecifications: [{ ResourceType: 'instance', Tags: [{ Key: 'k' }] }] }],
  ['unknown parameters as nothing', 'elb', 'DeleteLoadBalancer', { LoadBalancerName: 'web', Foo: 'bar', 'Foo.member.1.Bar': 'x', 'LoadBalancerName2.': '', '': 'x', '.': 'x', '...': 'x' }, { LoadBalancerName: 'web' }],
  ['names of an object as nothing', 'elb', 'DeleteLoadBalancer', { LoadBalancerName: 'web', '__proto__.LoadBalancerName': 'x', 'constructor.prototype.x': 'x', hasOwnProperty: 'x', 'toString.member.1': 'x' }, { LoadBalancerName: 'web' }],
  ['what is nested beyond all sense as nothing', 'elb', 'DeleteLoadBalancer', { LoadBalancerName: 'web', [`A${'.A'.repeat(100_000)}`]: 'x' }, { LoadBalancerName: 'web' }],
])('reads %s', async (_, service, action, parameters, expected) => {
  const seen: Seen = {};
  expect(await tinyDoor({}, seen)(asking(service, action, parameters))).toMatchObject({ status: 200 });
  expect(seen.input).toStrictEqual(expected);
  expect(Object.getPrototypeOf(seen.input)).toBe(Object.prototype);
});

const without = (name: string, parameters: Record<string, string>): Record<string, string> => Object.fromEntries(Object.entries(parameters).filter(([key]) => key !== name));
const NULL = 'failed to satisfy constraint: Member must not be null';

test.each<Case>([
  ['a missing member', 'elb', 'DeleteLoadBalancer', {}, { code: 'ValidationError', message: `1 validation error detected: Value null at 'loadBalancerName' ${NULL}` }],
  ['a missing member in a structure', 'elb', 'ConfigureHealthCheck', without('HealthCheck.Target', HEALTH_CHECK), { code: 'ValidationError', message: `1 validation error detected: Value null at 'healthCheck.target' ${NULL}` }],
  ['an empty number that is required', 'elb', 'ConfigureHealthCheck', { ...HEALTH_CHECK, 'HealthCheck.Interval': '' }, { code: 'ValidationError', message: `1 validation error detected: Value null at 'healthCheck.interval' ${NULL}` }],
  ['several missing members', 'elb', 'CreateLoadBalancer', { 'Listeners.member.1.Protocol': 'HTTP' }, { code: 'ValidationError', message: `3 validation errors detected: Value null at 'loadBalancerName' ${NULL}; Value null at 'listeners.1.member.loadBalancerPort' ${NULL}; Value null at 'listeners.1.member.instancePort' ${NULL}` }],
  ['a missing parameter of EC2', 'ec2', 'RunInstances', { MaxCount: '1' }, { code: 'MissingParameter', message: 'The request must contain the parameter MinCount' }],
  ['a missing list of EC2', 'ec2', 'CreateTags', { 'ResourceId.1': 'i-1' }, { code: 'MissingParameter', message: 'The request must contain the parameter Tag' }],
  ['a word for a number', 'elb', 'ConfigureHealthCheck', { ...HEALTH_CHECK, 'HealthCheck.Interval': 'abc' }, { code: 'MalformedInput', message: "Value 'abc' at 'healthCheck.interval' is not an integer" }],
  ['a fraction for a whole number', 'elb', 'ConfigureHealthCheck', { ...HEALTH_CHECK, 'HealthCheck.Interval': '5.5' }, { code: 'MalformedInput' }],
  ['a number beyond counting', 'elb', 'ConfigureHealthCheck', { ...HEALTH_CHECK, 'HealthCheck.Interval': '9'.repeat(30) }, { code: 'MalformedInput' }],
  ['a word for a boolean', 'autoscaling', 'CreateAutoScalingGroup', { ...GROUP, NewInstancesProtectedFromScaleIn: 'maybe' }, { code: 'MalformedInput', message: "Value 'maybe' at 'newInstancesProtectedFromScaleIn' is not true or false" }],
  ['a word for a time', 'autoscaling', 'PutScheduledUpdateGroupAction', { AutoScalingGroupName: 'web', ScheduledActionName: 's', StartTime: 'noon' }, { code: 'MalformedInput', message: 'timestamp must follow ISO8601' }],
  ['a word for a number of EC2', 'ec2', 'RunInstances', { ...RUN, MinCount: 'abc' }, { code: 'InvalidParameterValue', message: 'Value (abc) for parameter MinCount is invalid. It must be an integer.' }],
  ['text for a structure', 'elb', 'ConfigureHealthCheck', { LoadBalancerName: 'web', HealthCheck: 'HTTP:80/' }, { code: 'MalformedInput', message: 'Unexpected complex element termination' }],
  ['a structure for text', 'elb', 'DeleteLoadBalancer', { 'LoadBalancerName.Name': 'web' }, { code: 'MalformedInput', message: 'Start of structure or map found where not expected.' }],
  ['text for a list', 'elb', 'DescribeLoadBalancers', { LoadBalancerNames: 'web' }, { code: 'MalformedInput', message: 'Unexpected list element termination' }],
  ['text for the items of a list', 'elb', 'DescribeLoadBalancers', { 'LoadBalancerNames.member': 'web' }, { code: 'MalformedInput', message: 'Unexpected list element termination' }],
  ["a list without AWS's word for an item", 'elb', 'DescribeLoadBalancers', { 'LoadBalancerNames.1': 'web' }, { code: 'MalformedInput', message: 'Top level element may not be treated as a list' }],
  ['a list by names', 'elb', 'DescribeLoadBalancers', { 'LoadBalancerNames.member.__proto__': 'web' }, { code: 'MalformedInput', message: 'Index of a list element is not a number in range' }],
  ['an index beyond all sense', 'elb', 'DescribeLoadBalancers', { [`LoadBalancerNames.member.${'9'.repeat(40)}`]: 'web' }, { code: 'MalformedInput' }],
  ['text for a structure of EC2', 'ec2', 'RunInstances', { ...RUN, Placement: 'here' }, { code: 'UnknownParameter', message: 'The parameter Placement is not recognized' }],
  ['a list of EC2 without numbers', 'ec2', 'DescribeImages', { ImageId: 'ami-1' }, { code: 'UnknownParameter', message: 'The parameter ImageId is not recognized' }],
  ['a control character', 'elb', 'DeleteLoadBalancer', { LoadBalancerName: 'a\u0001b' }, { code: 'MalformedInput' }],
  ['a control character in a name', 'elb', 'DeleteLoadBalancer', { LoadBalancerName: 'web', 'a\u0000': '' }, { code: 'MalformedInput' }],
  ['what is no character to EC2', 'ec2', 'RunInstances', { ...RUN, ImageId: '\uffff' }, { code: 'InvalidCharacter' }],
])('refuses %s', async (_, service, action, parameters, expected) => {
  const seen: Seen = {};
  const refusal = refusalIn(await tinyDoor({}, seen)(asking(service, action, parameters)));
  expect(refusal).toMatchObject({ status: 400, form: service === 'ec2' ? 'ec2' : 'query', ...expected });
  expect(seen).toEqual({});
});

test('ten missing members are named of many, and all are counted', async () => {
  const many = Object.fromEntries(Array.from({ length: 500 }, (_, index) => [`Listeners.member.${index + 1}.Protocol`, 'HTTP']));
  const { message } = refusalIn(await tinyDoor()(asking('elb', 'CreateLoadBalancer', { LoadBalancerName: 'web', ...many })));
  expect(message).toMatch(/^1000 validation errors detected: /);
  expect(message.length).toBeLessThan(1500);
});

test('a request by GET has the same parameters in its query', async () => {
  const seen: Seen = {};
  const { body } = asking('elb', 'DeleteLoadBalancer', { LoadBalancerName: 'web' });
  expect(await tinyDoor({}, seen)({ method: 'GET', query: body, headers: {}, body: '' })).toMatchObject({ status: 200 });
  expect(seen.input).toEqual({ LoadBalancerName: 'web' });
});

test('parameters of the form win over those of the query', async () => {
  const seen: Seen = {};
  await tinyDoor({}, seen)({ ...asking('elb', 'DeleteLoadBalancer', { LoadBalancerName: 'form' }), query: 'LoadBalancerName=query' });
  expect(seen.input).toEqual({ LoadBalancerName: 'form' });
});
