import type { Instance, InstanceNetworkInterface } from '@aws-sdk/client-ec2';
import type { Ec2Instance } from '../ec2-instance.js';
import type { Ec2Service } from './ec2-service.js';
import type { InstanceRecord } from './instance-records.js';
import { isPlaced, stateOf } from './instance-states.js';
import { architectureOf } from './instance-types.js';
import { ROOT_DEVICE } from './root-volume.js';
import { tagList } from './tag-rules.js';

/** An instance's private name. AWS: Amazon EC2 instance hostname types. */
export function privateDnsNameOf({ core }: Ec2Service, { privateAddress }: Ec2Instance): string {
  const { region } = core.place;
  const domain = region === 'us-east-1' ? 'ec2.internal' : `${region}.compute.internal`;
  return `ip-${privateAddress.replaceAll('.', '-')}.${domain}`;
}

/** An element of DescribeInstances. What has ended keeps its id, its tags and the reason. */
export function describeInstance(service: Ec2Service, instance: Ec2Instance): Instance {
  const { core, records } = service;
  const { spec, stateReason } = instance;
  const record = records.of(instance);
  const placed = isPlaced(instance);
  return {
    InstanceId: instance.id,
    ImageId: spec.imageId,
    InstanceType: spec.instanceType as NonNullable<Instance['InstanceType']>,
    State: stateOf(instance.state),
    StateTransitionReason: stateReason?.code === 'Client.UserInitiatedShutdown' ? 'User initiated' : (stateReason?.code ?? ''),
    ...(stateReason ? { StateReason: { Code: stateReason.code, Message: stateReason.message } } : {}),
    LaunchTime: core.dateOf(instance.launchedAt),
    AmiLaunchIndex: record.launchIndex,
    ClientToken: record.clientToken,
    Placement: { AvailabilityZone: spec.availabilityZone, GroupName: '', Tenancy: 'default' },
    Architecture: architectureOf(spec.instanceType),
    PrivateDnsName: placed ? privateDnsNameOf(service, instance) : '',
    PublicDnsName: '',
    ...(placed ? placeOf(service, instance, record) : {}),
    SecurityGroups: placed ? groupsOf(service, spec.securityGroupIds) : [],
    NetworkInterfaces: placed ? [networkInterfaceOf(service, instance, record)] : [],
    BlockDeviceMappings: placed
      ? [{ DeviceName: ROOT_DEVICE, Ebs: { AttachTime: core.dateOf(instance.launchedAt), DeleteOnTermination: record.rootVolume.deleteOnTermination, Status: 'attached', VolumeId: record.volumeId } }]
      : [],
    ...(spec.keyName ? { KeyName: spec.keyName } : {}),
    ...(spec.instanceProfile ? { IamInstanceProfile: profileOf(service, spec.instanceProfile) } : {}),
    ...fixedTraits(record),
    Tags: tagList(instance.tags),
  };
}

const placeOf = ({ core }: Ec2Service, { spec, privateAddress }: Ec2Instance, { sourceDestCheck }: InstanceRecord): Partial<Instance> => ({
  PrivateIpAddress: privateAddress,
  SubnetId: spec.subnetId,
  VpcId: core.network.vpcId,
  SourceDestCheck: sourceDestCheck,
});

/** Of every instance here, as AWS tells it of one on Nitro with Linux. */
const fixedTraits = ({ monitoring, ebsOptimized, metadataOptions }: InstanceRecord): Partial<Instance> => ({
  RootDeviceName: ROOT_DEVICE,
  RootDeviceType: 'ebs',
  VirtualizationType: 'hvm',
  Hypervisor: 'xen',
  PlatformDetails: 'Linux/UNIX',
  UsageOperation: 'RunInstances',
  ProductCodes: [],
  EnaSupport: true,
  EbsOptimized: ebsOptimized,
  Monitoring: { State: monitoring ? 'enabled' : 'disabled' },
  CapacityReservationSpecification: { CapacityReservationPreference: 'open' },
  HibernationOptions: { Configured: false },
  EnclaveOptions: { Enabled: false },
  MaintenanceOptions: { AutoRecovery: 'default' },
  PrivateDnsNameOptions: { HostnameType: 'ip-name', EnableResourceNameDnsARecord: false, EnableResourceNameDnsAAAARecord: false },
  MetadataOptions: {
    State: 'applied',
    HttpTokens: metadataOptions.HttpTokens ?? 'optional',
    HttpPutResponseHopLimit: metadataOptions.HttpPutResponseHopLimit ?? 1,
    HttpEndpoint: metadataOptions.HttpEndpoint ?? 'enabled',
    HttpProtocolIpv6: metadataOptions.HttpProtocolIpv6 ?? 'disabled',
    InstanceMetadataTags: metadataOptions.InstanceMetadataTags ?? 'disabled',
  },
});

function networkInterfaceOf(service: Ec2Service, instance: Ec2Instance, record: InstanceRecord): InstanceNetworkInterface {
  const { core } = service;
  const PrivateDnsName = privateDnsNameOf(service, instance);
  return {
    NetworkInterfaceId: record.networkInterfaceId,
    Attachment: { AttachmentId: record.networkAttachmentId, AttachTime: core.dateOf(instance.launchedAt), DeleteOnTermination: true, DeviceIndex: 0, NetworkCardIndex: 0, Status: 'attached' },
    Description: '',
    Groups: groupsOf(service, instance.spec.securityGroupIds),
    InterfaceType: 'interface',
    Ipv6Addresses: [],
    MacAddress: record.macAddress,
    OwnerId: core.place.account,
    PrivateDnsName,
    PrivateIpAddress: instance.privateAddress,
    PrivateIpAddresses: [{ Primary: true, PrivateDnsName, PrivateIpAddress: instance.privateAddress }],
    SourceDestCheck: record.sourceDestCheck,
    Status: 'in-use',
    SubnetId: instance.spec.subnetId,
    VpcId: core.network.vpcId,
  };
}

/** Groups with their names; a template of a group may name some that are not there. */
export const groupsOf = ({ groups }: Ec2Service, ids: readonly string[]): { GroupId: string; GroupName: string }[] =>
  ids.map((id) => ({ GroupId: id, GroupName: groups.find(id)?.name ?? '' }));

/** A profile is given by its name or its ARN, and told by its ARN. */
const profileOf = ({ core }: Ec2Service, given: string): { Arn: string; Id: string } => ({
  Arn: given.startsWith('arn:') ? given : `arn:aws:iam::${core.place.account}:instance-profile/${given}`,
  Id: 'AIPAEXAMPLEEXAMPLE000',
});
