import type { VolumeType } from '@aws-sdk/client-ec2';

/** The volume that an instance boots from, as far as it is told. */
export interface RootVolume {
  /** GiB. */
  readonly size: number;
  readonly type: VolumeType;
  readonly iops: number | undefined;
  /** MiB/s; of gp3 alone. */
  readonly throughput: number | undefined;
  readonly encrypted: boolean;
  readonly deleteOnTermination: boolean;
}

interface GivenMapping {
  readonly DeviceName?: string | undefined;
  readonly Ebs?:
    | {
        readonly VolumeSize?: number | undefined;
        readonly VolumeType?: VolumeType | undefined;
        readonly Iops?: number | undefined;
        readonly Throughput?: number | undefined;
        readonly Encrypted?: boolean | undefined;
        readonly DeleteOnTermination?: boolean | undefined;
      }
    | undefined;
}

export const ROOT_DEVICE = '/dev/xvda';

/** GiB of every image's volume. */
const IMAGE_SIZE = 8;

/**
 * The root volume that an image's own one and a request's mappings make together; mappings of other devices make no
 * volumes here. Pure. AWS: General Purpose SSD volumes, for what types have when nothing is said.
 */
export function rootVolumeOf(mappings: readonly GivenMapping[] = []): RootVolume {
  const ebs = mappings.find(({ DeviceName }) => DeviceName === ROOT_DEVICE)?.Ebs ?? {};
  const type = ebs.VolumeType ?? 'gp3';
  const size = ebs.VolumeSize ?? IMAGE_SIZE;
  return {
    size,
    type,
    iops: ebs.Iops ?? iopsOf(type, size),
    throughput: type === 'gp3' ? (ebs.Throughput ?? 125) : undefined,
    encrypted: ebs.Encrypted ?? false,
    deleteOnTermination: ebs.DeleteOnTermination ?? true,
  };
}

function iopsOf(type: VolumeType, size: number): number | undefined {
  if (type === 'gp3') return 3000;
  return type === 'gp2' ? Math.min(16_000, Math.max(100, 3 * size)) : undefined;
}
