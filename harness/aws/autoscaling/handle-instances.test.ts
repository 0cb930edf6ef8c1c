import { autoScalingWithMachines } from './auto-scaling.testing.js';

const region = autoScalingWithMachines({ doubts: { neverHealthy: 'keep', healthCheckPeriod: 0.2 } });
afterAll(() => region.close());
const { core, send, refusal, create, idsOf, until } = region;

test('instances are described by their ids, and page by page, with the group that they are in', async () => {
  await create('web', { MinSize: 2 });
  const ids = await idsOf('web');
  const { AutoScalingInstances } = await send('DescribeAutoScalingInstances', { InstanceIds: [ids[1], 'i-0fffffffffffffff0'] });
  expect(AutoScalingInstances).toMatchObject([{ InstanceId: ids[1], AutoScalingGroupName: 'web', LifecycleState: 'InService', HealthStatus: 'HEALTHY', LaunchConfigurationName: 'web', ProtectedFromScaleIn: false }]);
  const first = await send('DescribeAutoScalingInstances', { MaxRecords: 1 });
  const second = await send('DescribeAutoScalingInstances', { MaxRecords: 1, NextToken: first.NextToken });
  expect([first, second].map(({ AutoScalingInstances: [one] }) => one.InstanceId)).toEqual(ids);
});

test('an instance that is set unhealthy is replaced, and its target state is terminated', async () => {
  await create('marked', { MinSize: 1 });
  const [id = ''] = await idsOf('marked');
  await send('SetInstanceHealth', { InstanceId: id, HealthStatus: 'Unhealthy' });
  await until(async () => core.instances.find(id)?.state === 'terminated' && (await idsOf('marked')).some((other) => other !== id));
  expect(region.machines.find((machine) => machine.id === id)?.order.group?.targetState()).toBe('Terminated');
  expect(await refusal('SetInstanceHealth', { InstanceId: id, HealthStatus: 'Unhealthy' })).toMatchObject({ code: 'ValidationError' });
});

test('grace is respected unless it shall not be', async () => {
  await create('grace', { MinSize: 1, HealthCheckGracePeriod: 300 });
  const [id = ''] = await idsOf('grace');
  await send('SetInstanceHealth', { InstanceId: id, HealthStatus: 'Unhealthy' });
  expect(await idsOf('grace')).toEqual([id]);
  await send('SetInstanceHealth', { InstanceId: id, HealthStatus: 'Unhealthy', ShouldRespectGracePeriod: false });
  await until(async () => core.instances.find(id)?.state === 'terminated');
  expect(await refusal('SetInstanceHealth', { InstanceId: id, HealthStatus: 'Sick' })).toMatchObject({ code: 'ValidationError' });
});
