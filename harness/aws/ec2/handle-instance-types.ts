import type { InstanceTypeInfo } from '@aws-sdk/client-ec2';
import type { Ec2Instance } from '../ec2-instance.js';
import { QueryError } from '../wire/query-error.js';
import type { Ec2Handlers, Ec2Service } from './ec2-service.js';
import { filtered, type FilterNames } from './filters.js';
import { chosen, found } from './ids.js';
import { INSTANCE_TYPES, isBurstable } from './instance-types.js';
import { paged } from './paging.js';

const FILTERS: FilterNames<InstanceTypeInfo> = {
  'bare-metal': ({ BareMetal }) => BareMetal,
  'burstable-performance-supported': ({ BurstablePerformanceSupported }) => BurstablePerformanceSupported,
  'current-generation': ({ CurrentGeneration }) => CurrentGeneration,
  'free-tier-eligible': ({ FreeTierEligible }) => FreeTierEligible,
  hypervisor: ({ Hypervisor }) => Hypervisor,
  'instance-type': ({ InstanceType }) => InstanceType,
  'memory-info.size-in-mib': ({ MemoryInfo }) => MemoryInfo?.SizeInMiB,
  'processor-info.supported-architecture': ({ ProcessorInfo }) => ProcessorInfo?.SupportedArchitectures,
  'supported-virtualization-type': ({ SupportedVirtualizationTypes }) => SupportedVirtualizationTypes,
  'vcpu-info.default-vcpus': ({ VCpuInfo }) => VCpuInfo?.DefaultVCpus,
};

const PAGE = { least: 5, most: 100 };

/** What types there are, and where. AWS: EC2 API. */
export const instanceTypeHandlers = (service: Ec2Service): Ec2Handlers => ({
  DescribeInstanceTypes: ({ InstanceTypes = [], Filters, ...page }) => {
    const known = new Set<string | undefined>(INSTANCE_TYPES.map(({ InstanceType }) => InstanceType));
    const unknown = InstanceTypes.filter((name) => !known.has(name));
    if (unknown.length > 0) throw new QueryError('InvalidInstanceType', `The following supplied instance types do not exist: [${unknown.join(', ')}]`);
    const asked = INSTANCE_TYPES.filter(({ InstanceType }) => InstanceTypes.length === 0 || (InstanceType && InstanceTypes.includes(InstanceType)));
    const { items, NextToken } = paged(filtered(asked, Filters, FILTERS), page, PAGE);
    return { InstanceTypes: items, NextToken };
  },

  DescribeInstanceTypeOfferings: ({ LocationType = 'region', Filters, ...page }) => {
    const { place, network } = service.core;
    const locations = LocationType === 'availability-zone' ? network.subnets.map(({ zone }) => zone) : [place.region];
    const all = locations.flatMap((Location) => INSTANCE_TYPES.map(({ InstanceType }) => ({ InstanceType, LocationType, Location })));
    const names: FilterNames<(typeof all)[number]> = { 'instance-type': ({ InstanceType }) => InstanceType, location: ({ Location }) => Location };
    const { items, NextToken } = paged(filtered(all, Filters, names), page);
    return { InstanceTypeOfferings: items, NextToken };
  },

  DescribeInstanceCreditSpecifications: ({ InstanceIds, Filters, ...page }) => {
    const { core } = service;
    const all = core.instances.list().filter(({ spec }) => isBurstable(spec.instanceType));
    const asked = InstanceIds?.length ? chosen('instance', InstanceIds, core.instances.list(), ({ id }) => id) : all;
    const names: FilterNames<Ec2Instance> = { 'instance-id': ({ id }) => id };
    const { items, NextToken } = paged(filtered(asked, Filters, names), page);
    return { InstanceCreditSpecifications: items.map((instance) => ({ InstanceId: instance.id, CpuCredits: creditsOf(service, instance) })), NextToken };
  },

  ModifyInstanceCreditSpecification: ({ InstanceCreditSpecifications }) => {
    const changed = InstanceCreditSpecifications.map(({ InstanceId, CpuCredits = 'standard' }) => {
      const instance = found('instance', InstanceId, (id) => service.core.instances.find(id));
      if (!isBurstable(instance.spec.instanceType)) throw new QueryError('InvalidParameterCombination', `The instance type ${instance.spec.instanceType} has no CPU credits`);
      if (CpuCredits !== 'standard' && CpuCredits !== 'unlimited') throw new QueryError('InvalidParameterValue', `Value (${CpuCredits}) for parameter cpuCredits is invalid. It must be standard or unlimited.`);
      service.records.of(instance).cpuCredits = CpuCredits;
      return { InstanceId };
    });
    return { SuccessfulInstanceCreditSpecifications: changed, UnsuccessfulInstanceCreditSpecifications: [] };
  },
});

/** AWS: T2 instances are `standard` unless they are told otherwise, later ones `unlimited`. */
const creditsOf = ({ records }: Ec2Service, instance: Ec2Instance): string =>
  records.of(instance).cpuCredits ?? (/^t[3-9]/.test(instance.spec.instanceType) ? 'unlimited' : 'standard');
