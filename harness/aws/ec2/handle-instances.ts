import type { Ec2Instance } from '../ec2-instance.js';
import { newId } from '../new-id.js';
import { QueryError } from '../wire/query-error.js';
import { describeInstance } from './describe-instance.js';
import type { Ec2Handlers, Ec2Service } from './ec2-service.js';
import { filtered } from './filters.js';
import { chosen } from './ids.js';
import { instanceFilters } from './instance-filters.js';
import type { InstanceRecord } from './instance-records.js';
import { readLaunch, type RunRequest } from './launch-request.js';
import type { TemplateData } from './launch-data.js';
import { paged } from './paging.js';
import { rootVolumeOf } from './root-volume.js';

/** Launches and descriptions of instances. AWS: EC2 API. */
export const instanceHandlers = (service: Ec2Service): Ec2Handlers => ({
  RunInstances: (input) => {
    const instances = service.repeated.once('RunInstances', input, () => run(service, input));
    return reservationOf(service, instances);
  },

  DescribeInstances: ({ InstanceIds, Filters, ...page }) => {
    if (InstanceIds?.length && page.MaxResults !== undefined) {
      throw new QueryError('InvalidParameterCombination', 'The parameter instancesSet cannot be used with the parameter maxResults');
    }
    const asked = chosen('instance', InstanceIds, service.core.instances.list(), ({ id }) => id);
    const { items, NextToken } = paged(filtered(asked, Filters, instanceFilters(service), ({ tags }) => tags), page);
    const reservations = new Map<string, Ec2Instance[]>();
    for (const instance of items) {
      const { reservationId } = service.records.of(instance);
      reservations.set(reservationId, [...(reservations.get(reservationId) ?? []), instance]);
    }
    return { Reservations: [...reservations.values()].map((instances) => reservationOf(service, instances)), NextToken };
  },
});

/** Returns at once, with instances that begin to boot. */
function run(service: Ec2Service, input: RunRequest): Ec2Instance[] {
  const { MinCount: least, MaxCount: most } = input;
  if (least < 1) throw new QueryError('InvalidParameterValue', `Value (${least}) for parameter minCount is invalid. It must be at least 1.`);
  if (most < least) throw new QueryError('InvalidParameterValue', `Value (${most}) for parameter maxCount is invalid. It must not be less than minCount.`);
  const { core, records, tags } = service;
  const { spec, template, tagged } = readLaunch(service, input);
  const left = core.instances.expectRoom(least);
  const reservationId = newId('r');
  return Array.from({ length: Math.min(most, left) }, (_, launchIndex) => {
    const { instance } = core.instances.launch(spec);
    const { volumeId, networkInterfaceId } = records.begin(instance, { reservationId, launchIndex, clientToken: input.ClientToken ?? '', ...settingsOf(input, template) });
    tags.set(volumeId, tagged.volume);
    tags.set(networkInterfaceId, tagged.networkInterface);
    return instance;
  });
}

function settingsOf(input: RunRequest, template: TemplateData): Partial<InstanceRecord> {
  const { DisableApiTermination, DisableApiStop, InstanceInitiatedShutdownBehavior, EbsOptimized, Monitoring, MetadataOptions, CreditSpecification, BlockDeviceMappings } = { ...template, ...input };
  return {
    rootVolume: rootVolumeOf(BlockDeviceMappings),
    disableApiTermination: DisableApiTermination ?? false,
    disableApiStop: DisableApiStop ?? false,
    shutdownBehavior: InstanceInitiatedShutdownBehavior || 'stop',
    ebsOptimized: EbsOptimized ?? false,
    monitoring: Monitoring?.Enabled ?? false,
    metadataOptions: (MetadataOptions ?? {}) as InstanceRecord['metadataOptions'],
    cpuCredits: CreditSpecification?.CpuCredits || undefined,
  };
}

function reservationOf(service: Ec2Service, instances: readonly Ec2Instance[]) {
  const [first] = instances;
  return {
    ...(first ? { ReservationId: service.records.of(first).reservationId } : {}),
    OwnerId: service.core.place.account,
    Groups: [],
    Instances: instances.map((instance) => describeInstance(service, instance)),
  };
}
