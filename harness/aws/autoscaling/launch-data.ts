import type { InstanceSpec } from '../ec2-instance.js';
import { decodeUserData } from '../ec2/user-data.js';
import type { AutoScalingGround } from './auto-scaling-service.js';
import type { LaunchSource } from './launch-source.js';
import { releaseName, type Release } from './release-names.js';

type Ground = Pick<AutoScalingGround, 'core' | 'templates' | 'configurations'>;

/** What a release says of an instance; where it is to run and what it is for is not its business. */
export type ReleaseSpec = Pick<InstanceSpec, 'imageId' | 'instanceType' | 'userData' | 'keyName' | 'instanceProfile' | 'securityGroupIds' | 'launchTemplate' | 'tags'>;

/** AWS: RunInstances, InstanceType. */
const DEFAULT_TYPE = 'm1.small';

/** The release that a source stands for now; undefined when its template is gone. */
export function releaseOf({ templates }: Ground, source: LaunchSource): string | undefined {
  if (source.kind === 'configuration') return releaseName(source);
  const { id, version, instanceType } = source;
  const found = templates.find({ id, ...(version === undefined ? {} : { version }) });
  return found && releaseName({ kind: 'template', id, version: found.version, ...(instanceType === undefined ? {} : { instanceType }) });
}

/** @throws Error when the launch configuration or the template is gone; its text is that of the failed launch. */
export function specOfRelease(ground: Ground, release: Release): ReleaseSpec {
  return release.kind === 'configuration' ? specOfConfiguration(ground, release.name) : specOfTemplate(ground, release);
}

function specOfConfiguration({ configurations, core }: Ground, name: string): ReleaseSpec {
  const found = configurations.get(name);
  if (!found) throw new Error(`Launch configuration ${name} not found`);
  const { ImageId, InstanceType, UserData, KeyName, IamInstanceProfile, SecurityGroups = [] } = found;
  return {
    imageId: ImageId,
    instanceType: InstanceType,
    securityGroupIds: SecurityGroups.length > 0 ? SecurityGroups : [core.network.defaultSecurityGroupId],
    tags: {},
    ...(UserData ? { userData: decodeUserData(UserData) } : {}),
    ...(KeyName ? { keyName: KeyName } : {}),
    ...(IamInstanceProfile ? { instanceProfile: IamInstanceProfile } : {}),
  };
}

function specOfTemplate({ templates, core }: Ground, { id, version, instanceType }: Extract<Release, { kind: 'template' }>): ReleaseSpec {
  const found = templates.find({ id, version });
  if (!found?.data.imageId) throw new Error(`Could not find version ${version} of the launch template with template ID ${id}`);
  const { imageId, instanceType: own, userData, keyName, instanceProfile, securityGroupIds = [], tags = {} } = found.data;
  return {
    imageId,
    instanceType: instanceType ?? own ?? DEFAULT_TYPE,
    securityGroupIds: securityGroupIds.length > 0 ? securityGroupIds : [core.network.defaultSecurityGroupId],
    tags,
    launchTemplate: { id, version },
    ...(userData ? { userData: decodeUserData(userData) } : {}),
    ...(keyName ? { keyName } : {}),
    ...(instanceProfile ? { instanceProfile } : {}),
  };
}
