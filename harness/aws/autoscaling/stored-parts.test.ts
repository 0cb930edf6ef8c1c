import { autoScalingWithMachines } from './auto-scaling.testing.js';

const region = autoScalingWithMachines();
afterAll(() => region.close());
const { send, refusal, create, groupNamed, idsOf, until } = region;
const NAME = { AutoScalingGroupName: 'web' };
beforeAll(() => create('web', { MinSize: 0, MaxSize: 3 }));

test('processes are suspended, all of them when none is named, and resumed', async () => {
  await send('SuspendProcesses', { ...NAME, ScalingProcesses: ['Launch', 'AZRebalance'] });
  expect((await groupNamed('web')).SuspendedProcesses).toEqual(['Launch', 'AZRebalance'].map((ProcessName) => ({ ProcessName, SuspensionReason: expect.stringMatching(/^User suspended at \d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/) as string })));
  await send('SetDesiredCapacity', { ...NAME, DesiredCapacity: 1 });
  expect(await idsOf('web')).toEqual([]);
  await send('ResumeProcesses', { ...NAME, ScalingProcesses: ['Launch'] });
  await until(async () => (await idsOf('web')).length === 1);
  await send('SuspendProcesses', NAME);
  expect((await groupNamed('web')).SuspendedProcesses).toHaveLength(9);
  await send('ResumeProcesses', NAME);
  expect((await groupNamed('web')).SuspendedProcesses).toEqual([]);
  expect(await refusal('SuspendProcesses', { ...NAME, ScalingProcesses: ['Lunch'] })).toMatchObject({ code: 'ValidationError' });
});

test('metrics are collected, all of them when none is named', async () => {
  await send('EnableMetricsCollection', { ...NAME, Granularity: '1Minute', Metrics: ['GroupMinSize', 'GroupMaxSize'] });
  await send('DisableMetricsCollection', { ...NAME, Metrics: ['GroupMaxSize'] });
  expect((await groupNamed('web')).EnabledMetrics).toEqual([{ Metric: 'GroupMinSize', Granularity: '1Minute' }]);
  await send('DisableMetricsCollection', NAME);
  expect((await groupNamed('web')).EnabledMetrics).toEqual([]);
  expect(await refusal('EnableMetricsCollection', { ...NAME, Granularity: '5Minute' })).toMatchObject({ code: 'ValidationError' });
  expect(await refusal('EnableMetricsCollection', { ...NAME, Granularity: '1Minute', Metrics: ['none'] })).toMatchObject({ code: 'ValidationError' });
});

test('scaling policies are read back as they were given, page by page, and deleted', async () => {
  const step = { PolicyName: 'steps', PolicyType: 'StepScaling', AdjustmentType: 'ChangeInCapacity', StepAdjustments: [{ MetricIntervalLowerBound: 0, ScalingAdjustment: 1 }], EstimatedInstanceWarmup: 5 };
  const tracking = { PolicyName: 'tracking', PolicyType: 'TargetTrackingScaling', TargetTrackingConfiguration: { PredefinedMetricSpecification: { PredefinedMetricType: 'ASGAverageCPUUtilization' }, TargetValue: 40.5 } };
  const { PolicyARN } = await send('PutScalingPolicy', { ...NAME, ...step });
  expect(PolicyARN).toMatch(/^arn:aws:autoscaling:us-east-1:123456789012:scalingPolicy:[0-9a-f-]{36}:autoScalingGroupName\/web:policyName\/steps$/);
  await send('PutScalingPolicy', { ...NAME, ...tracking });
  const { ScalingPolicies } = await send('DescribePolicies', NAME);
  expect(ScalingPolicies).toMatchObject([{ ...step, PolicyARN, MetricAggregationType: 'Average', Alarms: [] }, { ...tracking, Alarms: [] }]);
  expect((await send('DescribePolicies', { PolicyTypes: ['TargetTrackingScaling'] })).ScalingPolicies).toHaveLength(1);
  const first = await send('DescribePolicies', { MaxRecords: 1 });
  expect((await send('DescribePolicies', { MaxRecords: 1, NextToken: first.NextToken })).ScalingPolicies).toMatchObject([tracking]);
  expect(await send('PutScalingPolicy', { ...NAME, ...step })).toMatchObject({ PolicyARN });
  await send('DeletePolicy', { PolicyName: PolicyARN });
  await send('DeletePolicy', { ...NAME, PolicyName: 'tracking' });
  expect((await send('DescribePolicies', NAME)).ScalingPolicies).toEqual([]);
  expect(await refusal('DeletePolicy', { ...NAME, PolicyName: 'steps' })).toMatchObject({ code: 'ValidationError' });
});

test('a policy that is executed changes the capacity within the bounds, and waits for its cooldown where it is told to', async () => {
  await create('scaled', { MinSize: 0, MaxSize: 2 });
  const SCALED = { AutoScalingGroupName: 'scaled' };
  await send('PutScalingPolicy', { ...SCALED, PolicyName: 'more', AdjustmentType: 'ChangeInCapacity', ScalingAdjustment: 5, Cooldown: 60 });
  await send('ExecutePolicy', { ...SCALED, PolicyName: 'more' });
  expect((await groupNamed('scaled')).DesiredCapacity).toBe(2);
  expect(await refusal('ExecutePolicy', { ...SCALED, PolicyName: 'more', HonorCooldown: true })).toMatchObject({ code: 'ScalingActivityInProgressFault' });
});

test.each([
  ['a type that is none', { PolicyType: 'x' }],
  ['no adjustment type', { ScalingAdjustment: 1 }],
  ['no adjustment', { AdjustmentType: 'ExactCapacity' }],
  ['no steps', { PolicyType: 'StepScaling', AdjustmentType: 'ExactCapacity' }],
  ['no target', { PolicyType: 'TargetTrackingScaling' }],
])('a policy with %s is refused', async (_, input) => {
  expect(await refusal('PutScalingPolicy', { ...NAME, PolicyName: 'refused', ...input })).toMatchObject({ code: 'ValidationError' });
});

test('scheduled actions are read back, one by one and several at once, and deleted', async () => {
  const nightly = { ScheduledActionName: 'nightly', Recurrence: '0 3 * * *', MinSize: 0, TimeZone: 'Etc/UTC' };
  const once = { ScheduledActionName: 'once', StartTime: new Date('2030-01-01T00:00:00Z'), DesiredCapacity: 2 };
  await send('PutScheduledUpdateGroupAction', { ...NAME, ...nightly });
  const { FailedScheduledUpdateGroupActions } = await send('BatchPutScheduledUpdateGroupAction', { ...NAME, ScheduledUpdateGroupActions: [{ ScheduledActionName: 'sizeless' }, once] });
  expect(FailedScheduledUpdateGroupActions).toMatchObject([{ ScheduledActionName: 'sizeless', ErrorCode: 'ValidationError' }]);
  const { ScheduledUpdateGroupActions } = await send('DescribeScheduledActions', NAME);
  expect(ScheduledUpdateGroupActions).toMatchObject([nightly, { ...once, Time: once.StartTime }]);
  expect((await send('DescribeScheduledActions', { ...NAME, ScheduledActionNames: ['once'], EndTime: new Date('2029-01-01T00:00:00Z') })).ScheduledUpdateGroupActions).toEqual([]);
  await send('DeleteScheduledAction', { ...NAME, ScheduledActionName: 'nightly' });
  const { FailedScheduledActions } = await send('BatchDeleteScheduledAction', { ...NAME, ScheduledActionNames: ['once', 'nightly'] });
  expect(FailedScheduledActions).toMatchObject([{ ScheduledActionName: 'nightly', ErrorCode: 'ValidationError' }]);
  expect(await refusal('DeleteScheduledAction', { ...NAME, ScheduledActionName: 'nightly' })).toMatchObject({ code: 'ValidationError' });
});

test.each([
  ['without a size', { Recurrence: '0 3 * * *' }],
  ['without a time', { MinSize: 1 }],
  ['that ends before it starts', { MinSize: 1, StartTime: new Date(2e12), EndTime: new Date(1e12) }],
  ['with bounds that do not fit', { MinSize: 2, MaxSize: 1, Recurrence: '0 3 * * *' }],
])('a scheduled action %s is refused', async (_, input) => {
  expect(await refusal('PutScheduledUpdateGroupAction', { ...NAME, ScheduledActionName: 'refused', ...input })).toMatchObject({ code: 'ValidationError' });
});

test('notifications are read back and deleted', async () => {
  const TopicARN = 'arn:aws:sns:us-east-1:123456789012:web';
  await send('PutNotificationConfiguration', { ...NAME, TopicARN, NotificationTypes: ['autoscaling:EC2_INSTANCE_LAUNCH'] });
  expect((await send('DescribeNotificationConfigurations', { AutoScalingGroupNames: ['web'] })).NotificationConfigurations).toEqual([{ ...NAME, TopicARN, NotificationType: 'autoscaling:EC2_INSTANCE_LAUNCH' }]);
  await send('DeleteNotificationConfiguration', { ...NAME, TopicARN });
  expect((await send('DescribeNotificationConfigurations')).NotificationConfigurations).toEqual([]);
  expect(await refusal('PutNotificationConfiguration', { ...NAME, TopicARN, NotificationTypes: ['x'] })).toMatchObject({ code: 'ValidationError' });
  expect(await refusal('PutNotificationConfiguration', { ...NAME, TopicARN: 'x', NotificationTypes: [] })).toMatchObject({ code: 'ValidationError' });
});

test('a group has no warm pool and gets none', async () => {
  expect((await send('DescribeWarmPool', NAME)).Instances).toEqual([]);
  expect(await refusal('PutWarmPool', NAME)).toMatchObject({ code: 'ValidationError' });
  expect(await refusal('DeleteWarmPool', NAME)).toMatchObject({ code: 'ValidationError' });
});

test.each([
  ['DescribeAccountLimits', { MaxNumberOfAutoScalingGroups: 500, MaxNumberOfLaunchConfigurations: 200, NumberOfAutoScalingGroups: expect.any(Number) as number }],
  ['DescribeAdjustmentTypes', { AdjustmentTypes: [{ AdjustmentType: 'ChangeInCapacity' }, { AdjustmentType: 'ExactCapacity' }, { AdjustmentType: 'PercentChangeInCapacity' }] }],
  ['DescribeMetricCollectionTypes', { Granularities: [{ Granularity: '1Minute' }] }],
  ['DescribeScalingProcessTypes', { Processes: expect.arrayContaining([{ ProcessName: 'ReplaceUnhealthy' }]) as object[] }],
  ['DescribeLifecycleHookTypes', { LifecycleHookTypes: ['autoscaling:EC2_INSTANCE_LAUNCHING', 'autoscaling:EC2_INSTANCE_TERMINATING'] }],
  ['DescribeTerminationPolicyTypes', { TerminationPolicyTypes: expect.arrayContaining(['Default', 'OldestInstance']) as string[] }],
  ['DescribeAutoScalingNotificationTypes', { AutoScalingNotificationTypes: expect.arrayContaining(['autoscaling:EC2_INSTANCE_LAUNCH']) as string[] }],
])('%s answers what there is', async (action, answer) => {
  expect(await send(action)).toMatchObject(answer);
});
