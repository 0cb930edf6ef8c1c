import { QueryError } from '../wire/query-error.js';

interface GivenTag {
  readonly Key?: string | undefined;
  readonly Value?: string | undefined;
}

const MOST_TAGS = 50;

/**
 * Tags as a request gives them: no key twice, none of AWS's own. Pure. AWS: Tag restrictions of EC2.
 * @throws QueryError
 */
export function readTags(given: readonly GivenTag[] = []): ReadonlyMap<string, string> {
  const tags = new Map<string, string>();
  for (const { Key: key = '', Value: value = '' } of given) {
    if (key === '') throw new QueryError('InvalidParameterValue', 'Tag key cannot be null or empty.');
    if (key.startsWith('aws:')) throw new QueryError('InvalidParameterValue', "Tag keys starting with 'aws:' are reserved for internal use");
    if (key.length > 128) throw new QueryError('InvalidParameterValue', 'Tag key exceeds the maximum length of 128 characters');
    if (value.length > 256) throw new QueryError('InvalidParameterValue', 'Tag value exceeds the maximum length of 256 characters');
    if (tags.has(key)) throw new QueryError('InvalidParameterValue', `Duplicate tag key '${key}' specified.`);
    tags.set(key, value);
  }
  return tags;
}

interface GivenTagSpecification {
  readonly ResourceType?: string | undefined;
  readonly Tags?: readonly GivenTag[] | undefined;
}

/**
 * Tags that a request gives to one kind of what it creates. Pure.
 * @param allowed kinds that it creates
 * @throws QueryError for tags of anything else
 */
export function tagsFor(resourceType: string, given: readonly GivenTagSpecification[] | undefined, allowed: readonly string[] = [resourceType]): ReadonlyMap<string, string> {
  const stray = (given ?? []).find(({ ResourceType }) => !ResourceType || !allowed.includes(ResourceType));
  if (stray) throw new QueryError('InvalidParameterValue', `'${stray.ResourceType ?? ''}' is not a valid taggable resource type for this operation.`);
  return readTags((given ?? []).filter(({ ResourceType }) => ResourceType === resourceType).flatMap(({ Tags = [] }) => Tags));
}

/** @throws QueryError TagLimitExceeded; tags of AWS's own do not count */
export function checkCount(keys: Iterable<string>): void {
  const counted = [...new Set(keys)].filter((key) => !key.startsWith('aws:'));
  if (counted.length > MOST_TAGS) throw new QueryError('TagLimitExceeded', 'The maximum number of Tags for a resource has been reached.');
}

/** Tags as answers have them. */
export const tagList = (tags: ReadonlyMap<string, string>): { Key: string; Value: string }[] => [...tags].map(([Key, Value]) => ({ Key, Value }));
