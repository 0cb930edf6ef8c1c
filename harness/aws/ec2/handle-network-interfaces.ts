import type { Ec2Instance } from '../ec2-instance.js';
import { groupsOf, privateDnsNameOf } from './describe-instance.js';
import type { Ec2Handlers, Ec2Service } from './ec2-service.js';
import type { FilterNames } from './filters.js';
import { groupAsked } from './handle-security-groups.js';
import { found } from './ids.js';
import { isPlaced } from './instance-states.js';
import { listed } from './listing.js';
import { tagList } from './tag-rules.js';

/**
 * Network interfaces: one for each instance. Balancers have none, so that whoever waits for theirs to go, as the provider
 * of Terraform does once it has deleted a balancer, waits for nothing. AWS: EC2 API.
 */
export const networkInterfaceHandlers = (service: Ec2Service): Ec2Handlers => ({
  DescribeNetworkInterfaces: ({ NetworkInterfaceIds, ...request }) => {
    const { core, records } = service;
    const idOf = (instance: Ec2Instance): string => records.of(instance).networkInterfaceId;
    const { items, NextToken } = listed(service, { kind: 'network-interface', all: core.instances.list().filter(isPlaced), idOf, filters: filtersOf(service) }, NetworkInterfaceIds, request);
    return { NetworkInterfaces: items.map((instance) => describe(service, instance)), NextToken };
  },

  ModifyNetworkInterfaceAttribute: ({ NetworkInterfaceId, Groups = [], SourceDestCheck }) => {
    const { core, records } = service;
    const instance = found('network-interface', NetworkInterfaceId, (id) => core.instances.list().find((one) => isPlaced(one) && records.of(one).networkInterfaceId === id));
    const groups = Groups.map((GroupId) => groupAsked(service, { GroupId }).id);
    if (groups.length > 0) instance.change({ securityGroupIds: groups });
    if (SourceDestCheck?.Value !== undefined) records.of(instance).sourceDestCheck = SourceDestCheck.Value;
    return {};
  },
});

function describe(service: Ec2Service, instance: Ec2Instance) {
  const { core, records, tags } = service;
  const { networkInterfaceId, networkAttachmentId, macAddress, sourceDestCheck } = records.of(instance);
  const PrivateDnsName = privateDnsNameOf(service, instance);
  return {
    NetworkInterfaceId: networkInterfaceId,
    Description: '',
    InterfaceType: 'interface' as const,
    Status: 'in-use' as const,
    AvailabilityZone: instance.spec.availabilityZone,
    SubnetId: instance.spec.subnetId,
    VpcId: core.network.vpcId,
    OwnerId: core.place.account,
    RequesterManaged: false,
    SourceDestCheck: sourceDestCheck,
    MacAddress: macAddress,
    PrivateDnsName,
    PrivateIpAddress: instance.privateAddress,
    PrivateIpAddresses: [{ Primary: true, PrivateDnsName, PrivateIpAddress: instance.privateAddress }],
    Ipv6Addresses: [],
    Groups: groupsOf(service, instance.spec.securityGroupIds),
    Attachment: {
      AttachmentId: networkAttachmentId,
      AttachTime: core.dateOf(instance.launchedAt),
      DeleteOnTermination: true,
      DeviceIndex: 0,
      InstanceId: instance.id,
      InstanceOwnerId: core.place.account,
      Status: 'attached' as const,
    },
    TagSet: tagList(tags.of(networkInterfaceId)),
  };
}

function filtersOf(service: Ec2Service): FilterNames<Ec2Instance> {
  const { core, records, groups } = service;
  const { network, place } = core;
  const address = ({ privateAddress }: Ec2Instance): string => privateAddress;
  return {
    'addresses.primary': () => true,
    'addresses.private-ip-address': address,
    'attachment.attachment-id': (instance) => records.of(instance).networkAttachmentId,
    'attachment.device-index': () => 0,
    'attachment.instance-id': ({ id }) => id,
    'attachment.instance-owner-id': () => place.account,
    'attachment.status': () => 'attached',
    'availability-zone': ({ spec }) => spec.availabilityZone,
    description: () => '',
    'group-id': ({ spec }) => spec.securityGroupIds,
    'group-name': ({ spec }) => spec.securityGroupIds.map((id) => groups.find(id)?.name),
    'interface-type': () => 'interface',
    'mac-address': (instance) => records.of(instance).macAddress,
    'network-interface-id': (instance) => records.of(instance).networkInterfaceId,
    'owner-id': () => place.account,
    'private-dns-name': (instance) => privateDnsNameOf(service, instance),
    'private-ip-address': address,
    'requester-id': () => undefined,
    'requester-managed': () => false,
    status: () => 'in-use',
    'subnet-id': ({ spec }) => spec.subnetId,
    'vpc-id': () => network.vpcId,
  };
}
