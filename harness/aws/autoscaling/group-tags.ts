import { invalid } from './invalid.js';

/** A tag of a group. AWS: TagDescription. */
export interface GroupTag {
  readonly key: string;
  readonly value: string;
  readonly propagateAtLaunch: boolean;
}

export interface GivenTag {
  readonly ResourceId?: string | undefined;
  readonly ResourceType?: string | undefined;
  readonly Key?: string | undefined;
  readonly Value?: string | undefined;
  readonly PropagateAtLaunch?: boolean | undefined;
}

const RESOURCE_TYPE = 'auto-scaling-group';
const MOST_TAGS = 50;

/** Tags as requests give them. Pure. AWS: Tag of EC2 Auto Scaling; tag restrictions. @throws QueryError ValidationError */
export function readTags(given: readonly GivenTag[]): GroupTag[] {
  const tags = given.map(readTag);
  const twice = tags.find(({ key }, index) => tags.findIndex((other) => other.key === key) !== index);
  if (twice) throw invalid(`Duplicate tag key '${twice.key}' specified.`);
  return tags;
}

function readTag({ ResourceType: type, Key: key = '', Value: value = '', PropagateAtLaunch }: GivenTag): GroupTag {
  if (type && type !== RESOURCE_TYPE) throw invalid(`The only supported resource type is ${RESOURCE_TYPE}, found '${type}'`);
  if (key.length < 1 || key.length > 128) throw invalid(`Tag keys must have 1 to 128 characters, found ${key.length}`);
  if (key.toLowerCase().startsWith('aws:')) throw invalid(`Tag keys starting with 'aws:' are reserved for internal use, found '${key}'`);
  if (value.length > 256) throw invalid(`Tag values must have at most 256 characters, found ${value.length}`);
  return { key, value, propagateAtLaunch: PropagateAtLaunch ?? false };
}

/** Tags once some were added. Pure. @throws QueryError ValidationError for more than a group can have */
export function withTags(before: readonly GroupTag[], added: readonly GroupTag[]): readonly GroupTag[] {
  const tags = [...new Map([...before, ...added].map((tag) => [tag.key, tag])).values()];
  if (tags.length > MOST_TAGS) throw invalid(`An AutoScalingGroup can have at most ${MOST_TAGS} tags, found ${tags.length}`);
  return tags;
}

/** Tags as answers have them. */
export const describeTags = (group: string, tags: readonly GroupTag[]) =>
  tags.map(({ key, value, propagateAtLaunch }) => ({ ResourceId: group, ResourceType: RESOURCE_TYPE, Key: key, Value: value, PropagateAtLaunch: propagateAtLaunch }));
