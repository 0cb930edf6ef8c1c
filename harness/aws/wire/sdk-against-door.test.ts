import { AlreadyExistsFault, AutoScalingClient, CreateAutoScalingGroupCommand, PutScheduledUpdateGroupActionCommand } from '@aws-sdk/client-auto-scaling';
import { CreateTagsCommand, DescribeImagesCommand, EC2Client, RunInstancesCommand } from '@aws-sdk/client-ec2';
import {
  AccessPointNotFoundException,
  AddTagsCommand,
  ConfigureHealthCheckCommand,
  DeleteLoadBalancerCommand,
  DescribeInstanceHealthCommand,
  DescribeLoadBalancerPoliciesCommand,
  DescribeLoadBalancersCommand,
  ElasticLoadBalancingClient,
  waitUntilInstanceInService,
} from '@aws-sdk/client-elastic-load-balancing';
import { DescribeTargetHealthCommand, ElasticLoadBalancingV2Client } from '@aws-sdk/client-elastic-load-balancing-v2';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { clientOptions, KEYS } from './sdk-clients.testing.js';
import { serveDoor, type ServedDoor } from './serve-door.js';
import { tinyDoor } from './tiny-door.testing.js';

const seen: { input?: unknown } = {};
let served: ServedDoor;
let elb: ElasticLoadBalancingClient;
let clients: { destroy(): void }[];

beforeAll(async () => {
  served = await serveDoor(tinyDoor({ credentials: [KEYS] }, seen));
  elb = new ElasticLoadBalancingClient(clientOptions(served.url));
  clients = [elb];
});
afterAll(async () => {
  for (const client of clients) client.destroy();
  await served.close();
});

const kept = <C extends { destroy(): void }>(client: C): C => {
  clients.push(client);
  return client;
};

test('classic balancers answer, with signatures verified', async () => {
  const { LoadBalancerDescriptions, $metadata } = await elb.send(new DescribeLoadBalancersCommand({ LoadBalancerNames: ['a & b', 'ü'] }));
  expect(LoadBalancerDescriptions).toEqual([{ LoadBalancerName: 'a & b' }, { LoadBalancerName: 'ü' }]);
  expect($metadata).toMatchObject({ httpStatusCode: 200, attempts: 1, requestId: expect.stringMatching(/^[0-9a-f-]{36}$/) as string });
  const HealthCheck = { Target: 'HTTP:80/health?a=b&c', Interval: 15, Timeout: 5, UnhealthyThreshold: 10, HealthyThreshold: 2 };
  expect(await elb.send(new ConfigureHealthCheckCommand({ LoadBalancerName: 'web', HealthCheck }))).toMatchObject({ HealthCheck });
});

test("the SDK's waiter sees instances in service", async () => {
  const result = await waitUntilInstanceInService({ client: elb, maxWaitTime: 10, minDelay: 1, maxDelay: 1 }, { LoadBalancerName: 'web', Instances: [{ InstanceId: 'i-1' }] });
  expect(result.state).toBe('SUCCESS');
});

test('application balancers answer', async () => {
  const elbv2 = kept(new ElasticLoadBalancingV2Client(clientOptions(served.url)));
  const { TargetHealthDescriptions } = await elbv2.send(new DescribeTargetHealthCommand({ TargetGroupArn: 'arn', Targets: [{ Id: 'i-1', Port: 80 }] }));
  expect(TargetHealthDescriptions).toEqual([{ Target: { Id: 'i-1', Port: 80 }, TargetHealth: { State: 'healthy' } }]);
});

test('Auto Scaling answers', async () => {
  const autoscaling = kept(new AutoScalingClient(clientOptions(served.url)));
  const input = { AutoScalingGroupName: 'web', MinSize: 0, MaxSize: 2, Tags: [{ Key: 'k', Value: '', PropagateAtLaunch: true }], LoadBalancerNames: [] };
  await autoscaling.send(new CreateAutoScalingGroupCommand(input));
  expect(seen.input).toEqual(input);
  const action = { AutoScalingGroupName: 'web', ScheduledActionName: 'night', StartTime: new Date('2026-02-28T12:00:00.250Z') };
  await autoscaling.send(new PutScheduledUpdateGroupActionCommand(action));
  expect(seen.input).toEqual(action);
  await expect(autoscaling.send(new CreateAutoScalingGroupCommand({ ...input, AutoScalingGroupName: 'taken' }))).rejects.toThrow(AlreadyExistsFault);
});

test('EC2 answers', async () => {
  const ec2 = kept(new EC2Client(clientOptions(served.url)));
  expect((await ec2.send(new DescribeImagesCommand({ ImageIds: ['ami-1'] }))).Images).toEqual([{ ImageId: 'ami-1', RootDeviceName: '/dev/xvda' }]);
  expect((await ec2.send(new RunInstancesCommand({ ImageId: 'ami-1', MinCount: 1, MaxCount: 2, UserData: '' }))).Instances).toEqual([]);
  expect(seen.input).toEqual({ ImageId: 'ami-1', MinCount: 1, MaxCount: 2, UserData: '', ClientToken: expect.any(String) as string });
  await ec2.send(new CreateTagsCommand({ Resources: ['i-1'], Tags: [{ Key: 'k', Value: 'v' }] }));
  await expect(ec2.send(new DescribeImagesCommand({ ImageIds: ['ami-none'] }))).rejects.toMatchObject({ name: 'InvalidAMIID.NotFound', $metadata: { httpStatusCode: 400 } });
});

test('STS answers who asks, and where', async () => {
  const sts = kept(new STSClient(clientOptions(served.url)));
  expect(await sts.send(new GetCallerIdentityCommand({}))).toMatchObject({ UserId: KEYS.accessKeyId, Arn: 'arn:aws:iam::000000000000:user/eu-central-1' });
});

test('a client with a wrong secret is refused', async () => {
  const stranger = kept(new STSClient({ ...clientOptions(served.url), credentials: { ...KEYS, secretAccessKey: 'wrong' } }));
  await expect(stranger.send(new GetCallerIdentityCommand({}))).rejects.toMatchObject({ name: 'SignatureDoesNotMatch', $metadata: { httpStatusCode: 403 } });
});

test('an error is thrown as the class that the client knows, at the first attempt', async () => {
  const retrying = kept(new ElasticLoadBalancingClient({ ...clientOptions(served.url), maxAttempts: 3 }));
  const thrown: unknown = await retrying.send(new DescribeInstanceHealthCommand({ LoadBalancerName: 'none' })).catch((error: unknown) => error);
  expect(thrown).toBeInstanceOf(AccessPointNotFoundException);
  expect(thrown).toMatchObject({ message: "There is no ACTIVE Load Balancer named 'none'", $metadata: { attempts: 1 } });
  await expect(retrying.send(new AddTagsCommand({ LoadBalancerNames: ['a'], Tags: [{ Key: 'k' }] }))).rejects.toMatchObject({ name: 'InvalidAction', $metadata: { attempts: 1 } });
  await expect(retrying.send(new DeleteLoadBalancerCommand({ LoadBalancerName: undefined }))).rejects.toMatchObject({ name: 'ValidationError', $metadata: { attempts: 1 } });
});

test('a defect of a handler is one of the server', async () => {
  await expect(elb.send(new DescribeLoadBalancerPoliciesCommand({}))).rejects.toMatchObject({ name: 'InternalFailure', $fault: 'server', $metadata: { httpStatusCode: 500 } });
});

test('answers go to those who asked, however many do at once', async () => {
  const ids = Array.from({ length: 200 }, (_, index) => `i-${index}`);
  const answers = await Promise.all(ids.map((InstanceId) => elb.send(new DescribeInstanceHealthCommand({ LoadBalancerName: 'web', Instances: [{ InstanceId }] }))));
  expect(answers.map(({ InstanceStates }) => InstanceStates?.[0]?.InstanceId)).toEqual(ids);
  expect(new Set(answers.map(({ $metadata }) => $metadata.requestId)).size).toBe(ids.length);
});
