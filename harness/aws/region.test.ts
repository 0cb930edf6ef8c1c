import { wallNow, wallSleep } from '../model/wall-clock.js';
import { AMI, serveTestRegion } from './region.testing.js';
import { clientOf } from './wire/sdk-clients.testing.js';

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
  const giveUpAt = wallNow() + 20;
  while (!JSON.stringify(state().targetGroups).includes('"healthy"')) {
    if (wallNow() > giveUpAt) throw new Error(`no healthy target within 20 s: ${JSON.stringify(state().targetGroups)}`);
    await wallSleep(0.05);
  }
  const [{ id }] = state().instances as [{ id: string }];
  expect(state()).toMatchObject({
    loadBalancers: [{ name: 'web', arn: LoadBalancerArn, type: 'application', listeners: [{ protocol: 'HTTP', port: 80 }] }],
    targetGroups: [{ name: 'web', arn: TargetGroupArn, targets: [{ id, port: 80, draining: false, State: 'healthy' }] }],
  });
  const url = `http://${state().loadBalancers[0]?.listeners[0]?.address}`;
  expect(await (await fetch(url)).text()).toBe(id);
  await served.close();
  await expect(fetch(url)).rejects.toThrow('fetch failed');
}, 40_000);
