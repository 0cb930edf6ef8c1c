import type { Subnet } from '../network.js';
import { changedOptions, defaultOptions, hearsBalancers, type GivenOptions } from './group-options.js';
import { nextSubnet } from './group-placement.js';
import { changedSizes } from './group-sizes.js';
import { readReleaseName, releaseName, type Release } from './release-names.js';
import { wantedCapacity } from './scaling-adjustment.js';
import type { StoredPolicy } from './stored-parts.js';

const subnet = (id: string, zone: string): Subnet => ({ id, zone, vpcId: 'vpc-1', cidr: '172.31.0.0/20' });
const [A1, A2, B] = [subnet('a1', 'a'), subnet('a2', 'a'), subnet('b', 'b')] as const;

test.each<[string, readonly Subnet[], string]>([
  ['the first of equals', [], 'a1'],
  ['the zone with the fewest', [A1], 'b'],
  ['the subnet with the fewest within its zone', [A1, B], 'a2'],
  ['the first zone once all have as many', [A1, A2, B, B], 'a1'],
])('%s is launched into', (_, taken, expected) => {
  expect(nextSubnet([A1, A2, B], taken)?.id).toBe(expected);
});

test.each<[string, Parameters<typeof changedSizes>, [number, number, number]]>([
  ['a new group desires its least size', [undefined, { MinSize: 1, MaxSize: 3 }], [1, 3, 1]],
  ['a larger least size takes the desired capacity along', [{ minSize: 1, maxSize: 3, desiredCapacity: 1 }, { MinSize: 2 }], [2, 3, 2]],
  ['a smaller greatest size takes it along, too', [{ minSize: 0, maxSize: 3, desiredCapacity: 3 }, { MaxSize: 1 }], [0, 1, 1]],
  ['all at once', [{ minSize: 1, maxSize: 3, desiredCapacity: 3 }, { MinSize: 0, MaxSize: 0, DesiredCapacity: 0 }], [0, 0, 0]],
])('%s', (_, given, [minSize, maxSize, desiredCapacity]) => {
  expect(changedSizes(...given)).toEqual({ minSize, maxSize, desiredCapacity });
});

const DEFAULTS = defaultOptions('123456789012');

test('what an update leaves out or leaves empty stays', () => {
  const before = changedOptions(DEFAULTS, { PlacementGroup: 'x', Context: 'y', MaxInstanceLifetime: 86_400, DefaultInstanceWarmup: 0, TerminationPolicies: ['NewestInstance'] });
  expect(changedOptions(before, { PlacementGroup: '', TerminationPolicies: [], HealthCheckType: '' })).toEqual(before);
});

test('a lifetime of nothing and a warm-up of -1 are none', () => {
  const before = changedOptions(DEFAULTS, { MaxInstanceLifetime: 86_400, DefaultInstanceWarmup: 3 });
  expect(changedOptions(before, { MaxInstanceLifetime: 0, DefaultInstanceWarmup: -1 })).toMatchObject({ MaxInstanceLifetime: undefined, DefaultInstanceWarmup: undefined });
});

test.each<[GivenOptions, RegExp]>([
  [{ DefaultCooldown: -1 }, /^DefaultCooldown must be 0 or more seconds, found -1$/],
  [{ HealthCheckGracePeriod: -1 }, /^HealthCheckGracePeriod must be/],
  [{ DefaultInstanceWarmup: -2 }, /^DefaultInstanceWarmup must be/],
  [{ MaxInstanceLifetime: 86_399 }, /^MaxInstanceLifetime must be 0 or from 86400/],
  [{ HealthCheckType: 'ec2' }, /^Health check type 'ec2' is not valid/],
  [{ InstanceMaintenancePolicy: { MinHealthyPercentage: 101, MaxHealthyPercentage: 110 } }, /^MinHealthyPercentage must be from 0 to 100/],
  [{ InstanceMaintenancePolicy: { MinHealthyPercentage: 90, MaxHealthyPercentage: 99 } }, /^MaxHealthyPercentage must be from 100 to 200/],
  [{ InstanceMaintenancePolicy: { MinHealthyPercentage: 50, MaxHealthyPercentage: 200 } }, /at most 100 above/],
])('%p is refused', (given, message) => {
  expect(() => changedOptions(DEFAULTS, given)).toThrow(message);
});

test.each([
  ['EC2', false],
  ['ELB', true],
  ['EC2,ELB', true],
  ['EBS, ELB', true],
  ['VPC_LATTICE', false],
])('a health check type of %s hears balancers: %p', (HealthCheckType, hears) => {
  expect(hearsBalancers({ HealthCheckType })).toBe(hears);
});

test.each<Release>([
  { kind: 'configuration', name: 'web/launch-template/x y' },
  { kind: 'template', id: 'lt-1', version: '3' },
  { kind: 'template', id: 'lt-1', version: '3', instanceType: 't3.large' },
])('the name of %p leads back to it', (release) => {
  expect(readReleaseName(releaseName(release))).toEqual(release);
});

const simple = (AdjustmentType: string, ScalingAdjustment: number, MinAdjustmentMagnitude?: number): StoredPolicy => ({ PolicyName: 'p', PolicyType: 'SimpleScaling', AdjustmentType, ScalingAdjustment, ...(MinAdjustmentMagnitude === undefined ? {} : { MinAdjustmentMagnitude }) });

test.each<[StoredPolicy, number]>([
  [simple('ChangeInCapacity', -3), 7],
  [simple('ExactCapacity', 4), 4],
  [simple('PercentChangeInCapacity', 25), 12],
  [simple('PercentChangeInCapacity', -25), 8],
  [simple('PercentChangeInCapacity', 5), 11],
  [simple('PercentChangeInCapacity', -5), 9],
  [simple('PercentChangeInCapacity', 5, 3), 13],
])('%p makes %p of 10', (policy, expected) => {
  expect(wantedCapacity(policy, 10, {})).toBe(expected);
});

const STEPS: StoredPolicy = {
  PolicyName: 'p',
  PolicyType: 'StepScaling',
  AdjustmentType: 'ChangeInCapacity',
  StepAdjustments: [
    { MetricIntervalUpperBound: -10, ScalingAdjustment: -2 },
    { MetricIntervalLowerBound: 0, MetricIntervalUpperBound: 20, ScalingAdjustment: 1 },
    { MetricIntervalLowerBound: 20, ScalingAdjustment: 3 },
  ],
};

test.each([[50, 11], [69, 11], [70, 13], [40, 8], [10, 8]])('a metric of %p at a threshold of 50 takes its step to %p', (MetricValue, expected) => {
  expect(wantedCapacity(STEPS, 10, { MetricValue, BreachThreshold: 50 })).toBe(expected);
});

test('where no step is, or nothing can be executed, is said so', () => {
  expect(() => wantedCapacity(STEPS, 10, { MetricValue: 45, BreachThreshold: 50 })).toThrow('has no step adjustment');
  expect(() => wantedCapacity(STEPS, 10, {})).toThrow('MetricValue and BreachThreshold must be specified');
  expect(() => wantedCapacity({ PolicyName: 'p', PolicyType: 'TargetTrackingScaling' }, 10, {})).toThrow('cannot be executed');
});
