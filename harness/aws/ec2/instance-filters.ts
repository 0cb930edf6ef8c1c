import type { Ec2Instance } from '../ec2-instance.js';
import { privateDnsNameOf } from './describe-instance.js';
import type { Ec2Service } from './ec2-service.js';
import type { FilterNames } from './filters.js';
import { isPlaced, stateOf } from './instance-states.js';
import { architectureOf } from './instance-types.js';
import { ROOT_DEVICE } from './root-volume.js';

/** Filters of DescribeInstances. AWS: EC2 API. */
export function instanceFilters(service: Ec2Service): FilterNames<Ec2Instance> {
  const { core, records, groups } = service;
  const { network, place } = core;
  const ifPlaced = <V>(read: (instance: Ec2Instance) => V) => (instance: Ec2Instance) => (isPlaced(instance) ? read(instance) : undefined);
  const groupIds = ifPlaced(({ spec }) => spec.securityGroupIds);
  const groupNames = ifPlaced(({ spec }) => spec.securityGroupIds.map((id) => groups.find(id)?.name));
  const privateAddress = ifPlaced((instance) => instance.privateAddress);
  const subnetId = ifPlaced(({ spec }) => spec.subnetId);
  const vpcId = ifPlaced(() => network.vpcId);
  return {
    architecture: ({ spec }) => architectureOf(spec.instanceType),
    'availability-zone': ({ spec }) => spec.availabilityZone,
    'block-device-mapping.device-name': ifPlaced(() => ROOT_DEVICE),
    'block-device-mapping.volume-id': ifPlaced((instance) => records.of(instance).volumeId),
    'client-token': (instance) => records.of(instance).clientToken,
    'dns-name': () => '',
    'group-id': groupIds,
    'group-name': groupNames,
    hypervisor: () => 'xen',
    'iam-instance-profile.arn': ({ spec }) => spec.instanceProfile,
    'image-id': ({ spec }) => spec.imageId,
    'instance-id': ({ id }) => id,
    'instance-lifecycle': () => undefined,
    'instance-state-code': ({ state }) => stateOf(state).Code,
    'instance-state-name': ({ state }) => state,
    'instance-type': ({ spec }) => spec.instanceType,
    'instance.group-id': groupIds,
    'instance.group-name': groupNames,
    'key-name': ({ spec }) => spec.keyName,
    'launch-index': (instance) => records.of(instance).launchIndex,
    'launch-time': ({ launchedAt }) => core.dateOf(launchedAt).toISOString(),
    'monitoring-state': (instance) => (records.of(instance).monitoring ? 'enabled' : 'disabled'),
    'network-interface.addresses.private-ip-address': privateAddress,
    'network-interface.group-id': groupIds,
    'network-interface.network-interface-id': ifPlaced((instance) => records.of(instance).networkInterfaceId),
    'network-interface.private-ip-address': privateAddress,
    'network-interface.subnet-id': subnetId,
    'network-interface.vpc-id': vpcId,
    'owner-id': () => place.account,
    'private-dns-name': ifPlaced((instance) => privateDnsNameOf(service, instance)),
    'private-ip-address': privateAddress,
    'reservation-id': (instance) => records.of(instance).reservationId,
    'root-device-name': () => ROOT_DEVICE,
    'root-device-type': () => 'ebs',
    'state-reason-code': ({ stateReason }) => stateReason?.code,
    'subnet-id': subnetId,
    tenancy: () => 'default',
    'virtualization-type': () => 'hvm',
    'vpc-id': vpcId,
  };
}
