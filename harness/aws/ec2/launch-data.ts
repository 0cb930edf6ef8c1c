import type { RequestLaunchTemplateData, ResponseLaunchTemplateData } from '@aws-sdk/client-ec2';
import type { LaunchData } from '../launch-source.js';
import type { Validated } from '../wire/types.js';
import { tagsFor } from './tag-rules.js';
import { decodeUserData } from './user-data.js';

/** What a version of a template was given, less what was empty. */
export type TemplateData = Validated<RequestLaunchTemplateData>;

/** Kinds that a template's tags may be for. AWS: LaunchTemplateTagSpecificationRequest. */
const TAGGED = ['instance', 'volume', 'network-interface', 'spot-instances-request', 'elastic-gpu'];

/**
 * What is kept of a request's data: empty texts are absent, except values of tags. Pure.
 * @throws QueryError for user data and tags that cannot be
 */
export function keptData(given: TemplateData): TemplateData {
  const { TagSpecifications, ...rest } = given;
  const kept = withoutEmpty(rest) as TemplateData;
  if (kept.UserData) decodeUserData(kept.UserData);
  if (!TagSpecifications) return kept;
  for (const { ResourceType = '' } of TagSpecifications) tagsFor(ResourceType, TagSpecifications, TAGGED);
  return { ...kept, TagSpecifications };
}

/** A new version's data on top of those of its source: what is given goes before, member by member. Pure. AWS: SourceVersion. */
export const mergedData = (source: TemplateData, given: TemplateData): TemplateData => ({ ...source, ...given });

/** Data as answers have them: each member under the name that it was given under. */
export const describedData = (data: TemplateData): ResponseLaunchTemplateData => data as ResponseLaunchTemplateData;

/**
 * What the data say of an instance, as far as it is carried out. Pure.
 * @param idOfGroup id of the security group of a name; undefined when there is none
 */
export function launchDataOf(data: TemplateData, idOfGroup: (name: string) => string | undefined): LaunchData {
  const { ImageId, InstanceType, UserData, KeyName, IamInstanceProfile, TagSpecifications } = data;
  const profile = IamInstanceProfile?.Arn ?? IamInstanceProfile?.Name;
  const groups = securityGroupsIn(data, idOfGroup);
  const tags = tagsFor('instance', TagSpecifications, TAGGED);
  return {
    ...(ImageId ? { imageId: ImageId } : {}),
    ...(InstanceType ? { instanceType: InstanceType } : {}),
    ...(UserData ? { userData: UserData } : {}),
    ...(KeyName ? { keyName: KeyName } : {}),
    ...(profile ? { instanceProfile: profile } : {}),
    ...(groups.length > 0 ? { securityGroupIds: groups } : {}),
    ...(tags.size > 0 ? { tags: Object.fromEntries(tags) } : {}),
  };
}

function securityGroupsIn({ SecurityGroupIds = [], SecurityGroups = [], NetworkInterfaces = [] }: TemplateData, idOfGroup: (name: string) => string | undefined): string[] {
  return [...new Set([...SecurityGroupIds, ...SecurityGroups.flatMap((name) => idOfGroup(name) ?? []), ...NetworkInterfaces.flatMap(({ Groups = [] }) => Groups)])];
}

function withoutEmpty(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutEmpty).filter((item) => item !== undefined);
  if (value === null || typeof value !== 'object' || value instanceof Date) return value === '' ? undefined : value;
  return Object.fromEntries(
    Object.entries(value)
      .map(([name, member]): [string, unknown] => [name, withoutEmpty(member)])
      .filter(([, member]) => member !== undefined),
  );
}
