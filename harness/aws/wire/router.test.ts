import { asking, namespaceOf, posted, refusalIn, tinyDoor } from './tiny-door.testing.js';
import { createDoor } from './router.js';
import type { DoorRequest } from './door-request.js';
import type { RequestContext } from './types.js';

const signedFor = (service: string, region = 'eu-central-1'): DoorRequest['headers'] => ({
  authorization: `AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20261126/${region}/${service}/aws4_request, SignedHeaders=host;x-amz-date, Signature=00`,
});

const SHARED = 'http://webservices.amazon.com/AWSFault/2005-15-09';

test.each<[string, DoorRequest, object]>([
  ['no action', posted({ Version: '2012-06-01' }), { status: 400, code: 'MissingAction', namespace: SHARED }],
  ['nothing at all', posted({}), { status: 400, code: 'MissingAction' }],
  ['no version', posted({ Action: 'DescribeLoadBalancers' }), { status: 400, code: 'MissingParameter', message: 'The request must contain the parameter Version' }],
  ['a version of no service', posted({ Action: 'ListRoles', Version: '2010-05-08' }), { status: 400, code: 'InvalidAction', message: 'Could not find operation ListRoles for version 2010-05-08', namespace: SHARED }],
  ['a version that EC2 does not have', posted({ Action: 'DescribeImages', Version: '1999-01-01' }, { headers: signedFor('ec2') }), { status: 400, code: 'NoSuchVersion', message: 'The requested version (1999-01-01) of service AmazonEC2 does not exist', form: 'ec2' }],
  ['an action that no balancer has', asking('elb', 'DescribeLoadBalancer'), { status: 400, code: 'InvalidAction', message: 'Could not find operation DescribeLoadBalancer for version 2012-06-01', namespace: namespaceOf('elb') }],
  ['an action of another service', asking('elb', 'RunInstances'), { status: 400, code: 'InvalidAction' }],
  ['an action that EC2 does not have', asking('ec2', 'DescribeImage'), { status: 400, code: 'InvalidAction', message: 'The action DescribeImage is not valid for this web service.', form: 'ec2' }],
  ['an action named as a property of objects is', asking('elb', 'constructor'), { status: 400, code: 'InvalidAction' }],
  ['an action named as a schema is', asking('elb', 'DescribeAccessPointsInput'), { status: 400, code: 'InvalidAction' }],
  ['an action that cannot be printed', asking('elb', 'Describe\u0001'), { status: 400, code: 'InvalidAction', message: 'Could not find operation Describe\ufffd for version 2012-06-01' }],
  ['an action that is not offered', asking('elb', 'AddTags'), { status: 400, code: 'InvalidAction', message: 'The operation AddTags of version 2012-06-01 is not offered by canarybed', namespace: namespaceOf('elb') }],
  ['an action of EC2 that is not offered', asking('ec2', 'CreateVpc'), { status: 400, code: 'InvalidAction', form: 'ec2' }],
  ['another method', { ...posted({}), method: 'PUT' }, { status: 405, code: 'InvalidHTTPRequest' }],
  ['JSON', { method: 'POST', query: '', headers: { 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': 'DynamoDB_20120810.ListTables' }, body: '{}' }, { status: 400, code: 'MissingAction' }],
])('a request with %s is refused', async (_, request, expected) => {
  expect(refusalIn(await tinyDoor()(request))).toMatchObject(expected);
});

test('a service without handlers is known and offers nothing', async () => {
  expect(refusalIn(await createDoor({})(asking('sts', 'GetCallerIdentity')))).toMatchObject({ status: 400, code: 'InvalidAction', namespace: namespaceOf('sts') });
});

test('what a handler breaks is a 500 that does not tell, and the door is told', async () => {
  const defects: unknown[] = [];
  const door = tinyDoor({ onDefect: (error, { action }) => defects.push([String(error), action]) });
  const answer = await door(asking('elb', 'DescribeLoadBalancerPolicies'));
  expect(refusalIn(answer)).toMatchObject({ status: 500, code: 'InternalFailure', namespace: namespaceOf('elb') });
  expect(answer.body).toContain('<Type>Receiver</Type>');
  expect(answer.body).not.toContain('secret');
  expect(defects).toEqual([['TypeError: secret of the door', 'DescribeLoadBalancerPolicies']]);
});

test('an output that cannot be written is a defect, too', async () => {
  const door = createDoor({ sts: { GetCallerIdentity: () => ({ Account: { not: 'text' } as unknown as string }) }, ec2: { CreateTags: () => Promise.reject(new Error('secret')) } });
  expect(refusalIn(await door(asking('sts', 'GetCallerIdentity')))).toMatchObject({ status: 500, code: 'InternalFailure' });
  expect(refusalIn(await door(asking('ec2', 'CreateTags', { 'ResourceId.1': 'i-1', 'Tag.1.Key': 'k' })))).toMatchObject({ status: 500, code: 'InternalError', form: 'ec2' });
});

test('each answer is told with its operation and what became of it', async () => {
  const calls: string[] = [];
  const door = tinyDoor({ onAnswered: ({ service, action, outcome, seconds }) => calls.push(`${service} ${action} ${outcome} ${seconds >= 0 && seconds < 60}`) });
  await door(asking('elb', 'DeleteLoadBalancer', { LoadBalancerName: 'web' }));
  await door(asking('elb', 'AddTags'));
  await door(asking('elb', 'DescribeLoadBalancerPolicies'));
  await door(posted({ Action: 'ListRoles', Version: '2010-05-08' }));
  expect(calls).toEqual(['elb DeleteLoadBalancer ok true', 'elb AddTags InvalidAction true', 'elb DescribeLoadBalancerPolicies InternalFailure true']);
});

test('a handler is told who asks for what, and where', async () => {
  const seen: { context?: RequestContext } = {};
  const door = tinyDoor({ region: 'us-west-2' }, seen);
  const { headers } = await door(asking('elb', 'DeleteLoadBalancer', { LoadBalancerName: 'web' }));
  expect(seen.context).toEqual({ service: 'elb', action: 'DeleteLoadBalancer', requestId: headers['x-amzn-requestid'], region: 'us-west-2', accessKeyId: undefined });
  await door({ ...asking('elb', 'DeleteLoadBalancer', { LoadBalancerName: 'web' }), headers: signedFor('elasticloadbalancing') });
  expect(seen.context).toMatchObject({ region: 'eu-central-1', accessKeyId: 'AKIDEXAMPLE' });
});

test('answers have the form of their protocol', async () => {
  const door = tinyDoor();
  const elb = await door(asking('elb', 'DescribeLoadBalancers'));
  const id = elb.headers['x-amzn-requestid'];
  expect(elb).toEqual({
    status: 200,
    headers: { 'content-type': 'text/xml', 'x-amzn-requestid': id },
    body: `<DescribeLoadBalancersResponse xmlns="http://elasticloadbalancing.amazonaws.com/doc/2012-06-01/"><DescribeLoadBalancersResult><LoadBalancerDescriptions/></DescribeLoadBalancersResult><ResponseMetadata><RequestId>${id}</RequestId></ResponseMetadata></DescribeLoadBalancersResponse>`,
  });
  const group = await door(asking('autoscaling', 'CreateAutoScalingGroup', { AutoScalingGroupName: 'web', MinSize: '0', MaxSize: '1' }));
  expect(group.body).toMatch(/^<CreateAutoScalingGroupResponse xmlns="http:\/\/autoscaling.amazonaws.com\/doc\/2011-01-01\/"><ResponseMetadata><RequestId>[^<]+<\/RequestId><\/ResponseMetadata><\/CreateAutoScalingGroupResponse>$/);
  const images = await door(asking('ec2', 'DescribeImages', { 'ImageId.1': 'ami-1' }));
  expect(images.body).toMatch(/^<\?xml version="1.0" encoding="UTF-8"\?>\n<DescribeImagesResponse xmlns="http:\/\/ec2.amazonaws.com\/doc\/2016-11-15"><requestId>[^<]+<\/requestId><imagesSet><item><rootDeviceName>\/dev\/xvda<\/rootDeviceName><imageId>ami-1<\/imageId><\/item><\/imagesSet><\/DescribeImagesResponse>$/);
  const tags = await door(asking('ec2', 'CreateTags', { 'ResourceId.1': 'i-1', 'Tag.1.Key': 'k' }));
  expect(tags.body).toMatch(/<CreateTagsResponse xmlns="[^"]+"><requestId>[^<]+<\/requestId><return>true<\/return><\/CreateTagsResponse>$/);
});

test('what XML cannot carry is replaced in an answer', async () => {
  const door = createDoor({ sts: { GetCallerIdentity: () => ({ Account: 'a\u0000\u001b[1mb\tc' }) } });
  expect((await door(asking('sts', 'GetCallerIdentity'))).body).toContain('<Account>a\ufffd\ufffd[1mb\tc</Account>');
});
