import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import { wallNow, wallSleep } from '../model/wall-clock.js';
import { AMI, serveTestRegion } from './region.testing.js';
import { clientOf } from './wire/sdk-clients.testing.js';

/** The client's own port of a request that was answered. */
async function askFrom(url: string): Promise<number> {
  const outgoing = get(url, { agent: false });
  const [answer] = (await once(outgoing, 'response')) as [IncomingMessage];
  const { localPort = 0 } = answer.socket;
  await once(answer.resume(), 'end');
  return localPort;
}

test('a group registers its instances with a target group, the state tells of both, and closing ends the listeners', async () => {
  const { served } = await serveTestRegion();
  const region = served.region();
  const [elbv2, autoscaling] = [clientOf('elbv2', region.door), clientOf('autoscaling', region.door)];
  const { vpcId, subnets } = region.core.network;
  const { TargetGroups } = await elbv2.send('CreateTargetGroup', { Name: 'web', Protocol: 'HTTP', Port: 80, VpcId: vpcId });
  const [{ TargetGroupArn }] = TargetGroups as [{ TargetGroupArn: string }];
  const { LoadBalancers } = await elbv2.send('CreateLoadBalancer', { Name: 'web', Subnets: subnets.slice(0, 2).map(({ id }) => id) });
  const [{ LoadBalancerArn }] = LoadBalancers as [{ LoadBalancerArn: string }];
  await elbv2.send('CreateListener', { LoadBalancerArn, Protocol: 'HTTP', Port: 80, DefaultActions: [{ Type: 'forward', TargetGroupArn }] });
  await autoscaling.send('CreateLaunchConfiguration', { LaunchConfigurationName: 'web', ImageId: AMI, InstanceType: 't3.micro' });
  await autoscaling.send('CreateAutoScalingGroup', { AutoScalingGroupName: 'web', LaunchConfigurationName: 'web', MinSize: 1, MaxSize: 1, AvailabilityZones: ['us-east-1a'], TargetGroupARNs: [TargetGroupArn] });
  const state = () => region.state() as { instances: { id: string }[]; loadBalancers: { listeners: { address: string }[] }[]; targetGroups: { targets: object[] }[] };
  const giveUpAt = wallNow() + 60;
  while (!JSON.stringify(state().targetGroups).includes('"healthy"')) {
    if (wallNow() > giveUpAt) throw new Error(`no healthy target within 60 s: ${JSON.stringify(state().targetGroups)}`);
    await wallSleep(0.05);
  }
  const [{ id }] = state().instances as [{ id: string }];
  expect(state()).toMatchObject({
    loadBalancers: [{ name: 'web', arn: LoadBalancerArn, type: 'application', listeners: [{ protocol: 'HTTP', port: 80 }] }],
    targetGroups: [{ name: 'web', arn: TargetGroupArn, targets: [{ id, port: 80, draining: false, State: 'healthy' }] }],
  });
  const url = `http://${state().loadBalancers[0]?.listeners[0]?.address}`;
  expect(await (await fetch(url)).text()).toBe(id);
  const [listener] = region.listeners();
  expect(listener).toMatchObject({ balancer: 'web', kind: 'application', protocol: 'HTTP', port: 80 });
  expect(listener?.servedBy(await askFrom(url))).toBe(id);
  expect(region.pollers().map(({ inService, options: { instance } }) => [instance.id, inService])).toEqual([[id, true]]);
  expect(region.groups().map(({ settings: { name }, instances }) => [name, instances.length])).toEqual([['web', 1]]);
  await served.close();
  await expect(fetch(url)).rejects.toThrow('fetch failed');
});

test('listeners of a classic balancer tell who served whom, and a journal of the region hears what happens', async () => {
  const { served, events } = await serveTestRegion();
  const region = served.region();
  const [elb, ec2] = [clientOf('elb', region.door), clientOf('ec2', region.door)];
  const LoadBalancerName = 'web';
  await elb.send('CreateLoadBalancer', { LoadBalancerName, AvailabilityZones: ['us-east-1a'], Listeners: [{ Protocol: 'HTTP', LoadBalancerPort: 80, InstancePort: 80 }] });
  await elb.send('ConfigureHealthCheck', { LoadBalancerName, HealthCheck: { Target: 'HTTP:80/health', Interval: 5, Timeout: 2, HealthyThreshold: 2, UnhealthyThreshold: 2 } });
  const { Instances } = await ec2.send('RunInstances', { ImageId: AMI, InstanceType: 't3.micro', MinCount: 1, MaxCount: 1, Placement: { AvailabilityZone: 'us-east-1a' } });
  const [{ InstanceId }] = Instances as [{ InstanceId: string }];
  await elb.send('RegisterInstancesWithLoadBalancer', { LoadBalancerName, Instances: [{ InstanceId }] });
  const giveUpAt = wallNow() + 60;
  while (region.pollers().some(({ inService }) => !inService)) {
    if (wallNow() > giveUpAt) throw new Error('not in service within 60 s');
    await wallSleep(0.05);
  }
  const [listener] = region.listeners();
  expect(listener).toMatchObject({ balancer: 'web', kind: 'classic', protocol: 'HTTP', port: 80 });
  const { host = '', port = 0 } = listener?.address ?? {};
  expect(listener?.servedBy(await askFrom(`http://${host}:${port}`))).toBe(InstanceId);
  expect(events.filter(({ type }) => type === 'probe').length).toBeGreaterThanOrEqual(2);
  await served.close();
});
