import { randomUUID } from 'node:crypto';
import { arnOf } from '../place.js';
import type { AutoScalingInput, AutoScalingService } from './auto-scaling-service.js';
import { invalid } from './invalid.js';
import { launchConfigurationOf } from './launch-configuration.js';
import type { LaunchSource } from './launch-source.js';

/** AWS: CreateLaunchConfiguration. @throws ValidationError, or AlreadyExists; nothing is made then. */
export function createLaunchConfiguration({ core, configurations, sdk }: AutoScalingService, given: AutoScalingInput<'CreateLaunchConfiguration'>): void {
  const { LaunchConfigurationName: name, InstanceId: id } = given;
  const instance = id ? core.instances.find(id) : undefined;
  if (id && !instance) throw invalid(`The instance ID '${id}' does not exist`);
  const made = launchConfigurationOf(given, {
    arn: arnOf(core.place, 'autoscaling', `launchConfiguration:${randomUUID()}:launchConfigurationName/${name}`),
    createdAt: core.dateOf(core.clock.now()),
    images: core.images,
    instance,
  });
  if (configurations.has(name)) {
    throw new sdk.AlreadyExistsFault({ message: `Launch Configuration by this name already exists - A launch configuration already exists with the name ${name}`, $metadata: {} });
  }
  configurations.set(name, made);
}

/** A group of an instance's kind gets a launch configuration of its own name. AWS: CreateAutoScalingGroup, InstanceId. */
export function launchConfigurationLike(service: AutoScalingService, id: string, name: string): LaunchSource {
  createLaunchConfiguration(service, { LaunchConfigurationName: name, InstanceId: id });
  return { kind: 'configuration', name };
}
