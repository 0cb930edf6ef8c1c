import type { LaunchConfiguration as Described } from '@aws-sdk/client-auto-scaling';
import type { Ec2Instance } from '../ec2-instance.js';
import { decodeUserData, encodeUserData } from '../ec2/user-data.js';
import type { ImageCatalogue } from '../machine.js';
import type { Validated } from '../wire/types.js';
import type { AutoScalingInput } from './auto-scaling-service.js';
import { faultOfName } from './name-rules.js';
import { invalid, orInvalid } from './invalid.js';

/** As DescribeLaunchConfigurations has it. */
export type LaunchConfiguration = Validated<Described>;

type Given = AutoScalingInput<'CreateLaunchConfiguration'>;

interface Makings {
  readonly arn: string;
  readonly createdAt: Date;
  readonly images: ImageCatalogue;
  readonly instance: Ec2Instance | undefined;
}

/**
 * A launch configuration as it is kept: what is empty is left out, what is not given is AWS's default or the instance's
 * that it is made after. Pure. AWS: CreateLaunchConfiguration.
 * @throws QueryError ValidationError
 */
export function launchConfigurationOf(given: Given, { arn, createdAt, images, instance }: Makings): LaunchConfiguration {
  const fault = faultOfName('LaunchConfigurationName', given.LaunchConfigurationName);
  if (fault !== undefined) throw invalid(fault);
  const { InstanceId: _, ...own } = { ...DEFAULTS, ...(instance ? membersOf(instance) : {}), ...(withoutEmpty(given) as Given) };
  const { ImageId, InstanceType, UserData, InstanceMonitoring } = own;
  if (!ImageId || !InstanceType) throw invalid('Valid requests must contain either the InstanceID parameter or both the ImageId and InstanceType parameters.');
  if (!images.find(ImageId)) throw invalid(`AMI ${ImageId} is invalid: The image id '[${ImageId}]' does not exist`);
  if (UserData) orInvalid(() => decodeUserData(UserData));
  return { ...own, ImageId, InstanceType, InstanceMonitoring: { Enabled: InstanceMonitoring?.Enabled ?? true }, LaunchConfigurationARN: arn, CreatedTime: createdAt };
}

/** AWS: CreateLaunchConfiguration; reference terraform.md section 2. */
const DEFAULTS = { SecurityGroups: [], ClassicLinkVPCSecurityGroups: [], BlockDeviceMappings: [], InstanceMonitoring: { Enabled: true }, EbsOptimized: false };

function membersOf({ spec }: Ec2Instance): Partial<Given> {
  const { imageId, instanceType, keyName, instanceProfile, userData, securityGroupIds } = spec;
  return {
    ImageId: imageId,
    InstanceType: instanceType,
    SecurityGroups: securityGroupIds,
    ...(keyName ? { KeyName: keyName } : {}),
    ...(instanceProfile ? { IamInstanceProfile: instanceProfile } : {}),
    ...(userData === undefined ? {} : { UserData: encodeUserData(userData) }),
  };
}

const withoutEmpty = (members: object): object => Object.fromEntries(Object.entries(members).filter(([, value]) => value !== '' && value !== undefined));
