import { known, prepared, type InputValue, type Preparation } from './probe.js';

export const HTTP_LISTENER = { Protocol: 'HTTP', LoadBalancerPort: 80, InstanceProtocol: 'HTTP', InstancePort: 80 } as const;

/** A classic balancer with one listener. */
export const balancer = (LoadBalancerName: string, more: Readonly<Record<string, InputValue>> = {}): Preparation =>
  prepared('elb', 'CreateLoadBalancer', { LoadBalancerName, Listeners: [HTTP_LISTENER], AvailabilityZones: [known('zone')], ...more });

/** A running instance, kept as `instance`. */
export const instance = (): readonly Preparation[] => [
  prepared('ec2', 'RunInstances', { ImageId: known('image'), InstanceType: 't3.micro', MinCount: 1, MaxCount: 1, Placement: { AvailabilityZone: known('zone') } }, { keep: { instance: 'Instances.0.InstanceId' } }),
  prepared('ec2', 'DescribeInstances', { InstanceIds: [known('instance')] }, { until: { Reservations: [{ Instances: [{ State: { Name: 'running' } }] }] } }),
];

export const registered = (LoadBalancerName: string): Preparation =>
  prepared('elb', 'RegisterInstancesWithLoadBalancer', { LoadBalancerName, Instances: [{ InstanceId: known('instance') }] });

export const launchConfiguration = (LaunchConfigurationName: string): Preparation =>
  prepared('autoscaling', 'CreateLaunchConfiguration', { LaunchConfigurationName, ImageId: known('image'), InstanceType: 't3.micro' });

export const groupInput = (name: string, size: number): Readonly<Record<string, InputValue>> => ({
  AutoScalingGroupName: name,
  LaunchConfigurationName: name,
  MinSize: size,
  MaxSize: Math.max(size, 1),
  AvailabilityZones: [known('zone')],
});

/** A group with a launch configuration of its own name. */
export const group = (name: string, size: number, more: Readonly<Record<string, InputValue>> = {}): readonly Preparation[] => [
  launchConfiguration(name),
  prepared('autoscaling', 'CreateAutoScalingGroup', { ...groupInput(name, size), ...more }),
];
