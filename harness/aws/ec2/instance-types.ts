import type { InstanceTypeInfo } from '@aws-sdk/client-ec2';
import { QueryError } from '../wire/query-error.js';

type Architecture = 'x86_64' | 'arm64';

interface Family {
  readonly name: string;
  readonly architecture: Architecture;
  readonly burstable: boolean;
  /** Sizes with their virtual CPUs and GiB of memory. */
  readonly sizes: Readonly<Record<string, readonly [cpus: number, memory: number]>>;
}

const BURSTABLE = { nano: [2, 0.5], micro: [2, 1], small: [2, 2], medium: [2, 4], large: [2, 8], xlarge: [4, 16], '2xlarge': [8, 32] } as const;

/** @param memory GiB for each virtual CPU */
const fixed = (memory: number): Family['sizes'] =>
  Object.fromEntries([['large', 2], ['xlarge', 4], ['2xlarge', 8], ['4xlarge', 16], ['8xlarge', 32], ['12xlarge', 48], ['16xlarge', 64], ['24xlarge', 96]].map(([size, cpus]) => [size, [Number(cpus), Number(cpus) * memory]]));

/** A few current families. AWS: Amazon EC2 instance types. */
const FAMILIES: readonly Family[] = [
  { name: 't2', architecture: 'x86_64', burstable: true, sizes: { ...BURSTABLE, nano: [1, 0.5], micro: [1, 1], small: [1, 2] } },
  { name: 't3', architecture: 'x86_64', burstable: true, sizes: BURSTABLE },
  { name: 't3a', architecture: 'x86_64', burstable: true, sizes: BURSTABLE },
  { name: 't4g', architecture: 'arm64', burstable: true, sizes: BURSTABLE },
  ...['m5', 'm5a', 'm6i', 'm7i'].map((name): Family => ({ name, architecture: 'x86_64', burstable: false, sizes: fixed(4) })),
  ...['m6g', 'm7g'].map((name): Family => ({ name, architecture: 'arm64', burstable: false, sizes: fixed(4) })),
  ...['c6i', 'c7i'].map((name): Family => ({ name, architecture: 'x86_64', burstable: false, sizes: fixed(2) })),
  ...['c6g', 'c7g'].map((name): Family => ({ name, architecture: 'arm64', burstable: false, sizes: fixed(2) })),
  ...['r5', 'r6i'].map((name): Family => ({ name, architecture: 'x86_64', burstable: false, sizes: fixed(8) })),
];

/** What there is of every type that is listed. */
export const INSTANCE_TYPES: readonly InstanceTypeInfo[] = FAMILIES.flatMap((family) => Object.entries(family.sizes).map(([size, [cpus, memory]]) => infoOf(family, size, cpus, memory)));

/** AWS's own Graviton families end in a `g` behind their generation. */
export const architectureOf = (instanceType: string): Architecture => (/^[a-z]+\d+g[a-z]*\./.test(instanceType) || instanceType.startsWith('a1.') ? 'arm64' : 'x86_64');

/** Whether a type earns CPU credits. */
export const isBurstable = (instanceType: string): boolean => /^t\d/.test(instanceType);

/**
 * Any type of AWS's form will do for an instance, because what runs is the same for all.
 * @throws QueryError InvalidParameterValue
 */
export function checkInstanceType(given: string): void {
  if (!/^[a-z][a-z0-9-]*\.(?:\d*[a-z]+|metal-\d+xl)$/.test(given)) throw new QueryError('InvalidParameterValue', `Invalid value '${given}' for InstanceType.`);
}

function infoOf({ name, architecture, burstable }: Family, size: string, cpus: number, memory: number): InstanceTypeInfo {
  return {
    InstanceType: `${name}.${size}` as NonNullable<InstanceTypeInfo['InstanceType']>,
    CurrentGeneration: name !== 't2',
    FreeTierEligible: size === 'micro' && burstable,
    SupportedUsageClasses: ['on-demand', 'spot'],
    SupportedRootDeviceTypes: ['ebs'],
    SupportedVirtualizationTypes: ['hvm'],
    BareMetal: false,
    Hypervisor: name === 't2' ? 'xen' : 'nitro',
    ProcessorInfo: { SupportedArchitectures: [architecture] },
    VCpuInfo: { DefaultVCpus: cpus, DefaultCores: Math.max(1, cpus / 2), DefaultThreadsPerCore: architecture === 'arm64' || cpus === 1 ? 1 : 2 },
    MemoryInfo: { SizeInMiB: memory * 1024 },
    InstanceStorageSupported: false,
    EbsInfo: { EbsOptimizedSupport: name === 't2' ? 'unsupported' : 'default', EncryptionSupport: 'supported', NvmeSupport: name === 't2' ? 'unsupported' : 'required' },
    NetworkInfo: { MaximumNetworkInterfaces: 4, Ipv4AddressesPerInterface: 15, Ipv6Supported: true, EnaSupport: name === 't2' ? 'unsupported' : 'required' },
    PlacementGroupInfo: { SupportedStrategies: ['partition', 'spread'] },
    HibernationSupported: false,
    BurstablePerformanceSupported: burstable,
    DedicatedHostsSupported: !burstable,
    AutoRecoverySupported: true,
    SupportedBootModes: ['legacy-bios', 'uefi'],
  };
}
