import type { AutoScalingInput, AutoScalingService } from './auto-scaling-service.js';
import { changedOptions, defaultOptions } from './group-options.js';
import { readPlacement, type GroupPlacement } from './group-placement.js';
import { changedSizes } from './group-sizes.js';
import { readTags, withTags } from './group-tags.js';
import { invalid } from './invalid.js';
import { launchConfigurationLike } from './create-launch-configuration.js';
import { readSource, type LaunchSource } from './launch-source.js';
import { ManagedGroup } from './managed-group.js';
import { withHook } from './lifecycle-hook-request.js';
import { faultOfGroupName } from './name-rules.js';
import type { StoredHooks } from './stored-parts.js';
import { sourcesNamed, trafficSource } from './traffic-sources.js';

type Given = AutoScalingInput<'CreateAutoScalingGroup'>;

/**
 * A group that begins to launch its instances beside the caller. AWS: CreateAutoScalingGroup.
 * @throws ValidationError, or AlreadyExists; nothing is made then.
 */
export function createGroup(service: AutoScalingService, given: Given): void {
  const { core, attachments, groups, sdk } = service;
  const { AutoScalingGroupName: name } = given;
  const fault = faultOfGroupName(name);
  if (fault !== undefined) throw invalid(fault);
  if (groups.named(name)) {
    throw new sdk.AlreadyExistsFault({ message: `AutoScalingGroup by this name already exists - A group with the name ${name} already exists`, $metadata: {} });
  }
  const makings = {
    name,
    sizes: changedSizes(undefined, given),
    options: changedOptions(defaultOptions(core.place.account), given),
    placement: placementOf(service, given),
    trafficSources: sourcesNamed(given).map((source) => trafficSource(attachments, source)),
    tags: withTags([], readTags(given.Tags ?? [])),
    hooks: (given.LifecycleHookSpecificationList ?? []).reduce<StoredHooks>((hooks, hook) => withHook(hooks, name, hook), new Map()),
  };
  const group = new ManagedGroup(service, { ...makings, source: sourceOf(service, given) });
  groups.add(group);
}

function sourceOf(service: AutoScalingService, given: Given): LaunchSource {
  const { InstanceId: id, AutoScalingGroupName: name } = given;
  const named = readSource(service, given);
  if (Boolean(named) === Boolean(id)) throw invalid('Valid requests must contain either LaunchTemplate, LaunchConfigurationName, InstanceId or MixedInstancesPolicy parameter.');
  return named ?? launchConfigurationLike(service, id ?? '', name);
}

function placementOf({ core }: AutoScalingService, given: Given): GroupPlacement {
  const placement = readPlacement(core, given);
  if (placement) return placement;
  const subnet = core.network.subnet(core.instances.find(given.InstanceId ?? '')?.spec.subnetId ?? '');
  if (!subnet) throw invalid('At least one Availability Zone or VPC Subnet is required.');
  return { subnets: [subnet], zones: [subnet.zone], vpcZoneIdentifier: subnet.id };
}
