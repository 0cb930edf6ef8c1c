import type { Ec2Instance } from '../ec2-instance.js';
import type { Ec2Handlers, Ec2Service } from './ec2-service.js';
import type { FilterNames } from './filters.js';
import { isPlaced } from './instance-states.js';
import { listed } from './listing.js';
import { ROOT_DEVICE, type RootVolume } from './root-volume.js';
import { tagList } from './tag-rules.js';

/** Volumes: the root device of each instance. AWS: EC2 API. */
export const volumeHandlers = (service: Ec2Service): Ec2Handlers => ({
  DescribeVolumes: ({ VolumeIds, ...request }) => {
    const { core, records, tags } = service;
    const idOf = (instance: Ec2Instance): string => records.of(instance).volumeId;
    const volumeOf = (instance: Ec2Instance) => records.of(instance).rootVolume;
    const names: FilterNames<Ec2Instance> = {
      'attachment.delete-on-termination': (instance) => volumeOf(instance).deleteOnTermination,
      'attachment.device': () => ROOT_DEVICE,
      'attachment.instance-id': ({ id }) => id,
      'attachment.status': () => 'attached',
      'availability-zone': ({ spec }) => spec.availabilityZone,
      encrypted: (instance) => volumeOf(instance).encrypted,
      size: (instance) => volumeOf(instance).size,
      status: () => 'in-use',
      'volume-id': idOf,
      'volume-type': (instance) => volumeOf(instance).type,
    };
    const { items, NextToken } = listed(service, { kind: 'volume', all: core.instances.list().filter(isPlaced), idOf, filters: names }, VolumeIds, request);
    return {
      Volumes: items.map((instance) => ({
        VolumeId: idOf(instance),
        ...traitsOf(volumeOf(instance)),
        State: 'in-use' as const,
        AvailabilityZone: instance.spec.availabilityZone,
        CreateTime: core.dateOf(instance.launchedAt),
        SnapshotId: '',
        Attachments: [{ VolumeId: idOf(instance), InstanceId: instance.id, Device: ROOT_DEVICE, State: 'attached' as const, DeleteOnTermination: volumeOf(instance).deleteOnTermination, AttachTime: core.dateOf(instance.launchedAt) }],
        Tags: tagList(tags.of(idOf(instance))),
      })),
      NextToken,
    };
  },
});

const traitsOf = ({ size, type, iops, throughput, encrypted }: RootVolume) => ({ Size: size, VolumeType: type, Iops: iops, Throughput: throughput, Encrypted: encrypted, MultiAttachEnabled: false });
