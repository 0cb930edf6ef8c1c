import type { Image } from '@aws-sdk/client-ec2';
import type { MachineImage } from '../machine.js';
import type { Ec2Handlers, Ec2Service } from './ec2-service.js';
import { filtered, type FilterNames } from './filters.js';
import { chosen } from './ids.js';
import { paged } from './paging.js';
import { ROOT_DEVICE, rootVolumeOf } from './root-volume.js';
import { tagList } from './tag-rules.js';

const SNAPSHOT = 'snap-00000000000000001';
const VOLUME = rootVolumeOf();
const PAGE = { least: 1, most: 1000 };

/**
 * What can be launched. Every image belongs to this account, is private, and has one volume of 8 GiB: the provider of
 * Terraform looks up the root device of each that a launch configuration names. AWS: EC2 API.
 */
export const imageHandlers = (service: Ec2Service): Ec2Handlers => ({
  DescribeImages: ({ ImageIds, Owners = [], ExecutableUsers = [], Filters, ...page }) => {
    const { core, tags } = service;
    const { account } = core.place;
    const owned = Owners.length === 0 || Owners.some((owner) => owner === 'self' || owner === account);
    const runnable = ExecutableUsers.length === 0 || ExecutableUsers.some((user) => user === 'self' || user === account);
    const asked = chosen('image', ImageIds, core.images.list(), ({ id }) => id);
    const { items, NextToken } = paged(filtered(owned && runnable ? asked : [], Filters, filtersOf(service), ({ id }) => tags.of(id)), page, PAGE);
    return { Images: items.map((image) => describeImage(service, image)), NextToken };
  },
});

function describeImage({ core, tags }: Ec2Service, image: MachineImage): Image {
  const { account } = core.place;
  const { id, name, description } = image;
  return {
    ImageId: id,
    Name: name,
    Description: description,
    ImageLocation: `${account}/${name}`,
    OwnerId: account,
    CreationDate: createdAt(core, image),
    State: 'available',
    Public: false,
    ImageType: 'machine',
    Architecture: 'x86_64',
    PlatformDetails: 'Linux/UNIX',
    UsageOperation: 'RunInstances',
    Hypervisor: 'xen',
    VirtualizationType: 'hvm',
    EnaSupport: true,
    SriovNetSupport: 'simple',
    BootMode: 'uefi-preferred',
    RootDeviceName: ROOT_DEVICE,
    RootDeviceType: 'ebs',
    BlockDeviceMappings: [{ DeviceName: ROOT_DEVICE, Ebs: { DeleteOnTermination: true, SnapshotId: SNAPSHOT, VolumeSize: VOLUME.size, VolumeType: VOLUME.type, Iops: VOLUME.iops, Throughput: VOLUME.throughput, Encrypted: false } }],
    ProductCodes: [],
    Tags: tagList(tags.of(id)),
  };
}

/** Of an image that tells no moment of its own, when the region began: it was there then. */
const createdAt = (core: Ec2Service['core'], image: MachineImage): string => image.createdAt ?? core.dateOf(0).toISOString();

const filtersOf = ({ core }: Ec2Service): FilterNames<MachineImage> => ({
  architecture: () => 'x86_64',
  'block-device-mapping.device-name': () => ROOT_DEVICE,
  'block-device-mapping.volume-size': () => VOLUME.size,
  'block-device-mapping.volume-type': () => VOLUME.type,
  'creation-date': (image) => createdAt(core, image),
  description: ({ description }) => description,
  'ena-support': () => true,
  hypervisor: () => 'xen',
  'image-id': ({ id }) => id,
  'image-type': () => 'machine',
  'is-public': () => false,
  'manifest-location': ({ name }) => `${core.place.account}/${name}`,
  name: ({ name }) => name,
  // Only of images of AWS and of its marketplace.
  'owner-alias': () => undefined,
  'owner-id': () => core.place.account,
  platform: () => undefined,
  'root-device-name': () => ROOT_DEVICE,
  'root-device-type': () => 'ebs',
  state: () => 'available',
  'virtualization-type': () => 'hvm',
});
