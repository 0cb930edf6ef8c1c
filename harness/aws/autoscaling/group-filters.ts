import type { GroupTag } from './group-tags.js';
import { invalid } from './invalid.js';

interface GivenFilter {
  readonly Name?: string | undefined;
  readonly Values?: readonly string[] | undefined;
}

type Tests<T> = (name: string) => ((of: T) => readonly string[]) | undefined;

/** What passes every filter by one of its values. Pure. @throws QueryError ValidationError for a filter that there is none of */
export function filtered<T>(all: readonly T[], filters: readonly GivenFilter[], known: string, values: Tests<T>): T[] {
  const tests = filters.map(({ Name: name = '', Values: wanted = [] }) => {
    const read = values(name);
    if (!read) throw invalid(`Filter type ${name} is not correct. Allowed Filter types are: ${known}`);
    return (one: T) => read(one).some((value) => wanted.includes(value));
  });
  return all.filter((one) => tests.every((passes) => passes(one)));
}

/** Filters of DescribeTags. AWS: Filter of EC2 Auto Scaling. */
export const tagFilter: Tests<{ readonly group: string; readonly tag: GroupTag }> = (name) => {
  switch (name) {
    case 'auto-scaling-group': return ({ group }) => [group];
    case 'key': return ({ tag }) => [tag.key];
    case 'value': return ({ tag }) => [tag.value];
    case 'propagate-at-launch': return ({ tag }) => [String(tag.propagateAtLaunch)];
    default: return undefined;
  }
};

/** Filters of DescribeAutoScalingGroups. AWS: Filter of EC2 Auto Scaling. */
export const groupFilter: Tests<{ readonly tags: readonly GroupTag[] }> = (name) => {
  if (name === 'tag-key') return ({ tags }) => tags.map(({ key }) => key);
  if (name === 'tag-value') return ({ tags }) => tags.map(({ value }) => value);
  if (name.startsWith('tag:')) return ({ tags }) => tags.flatMap(({ key, value }) => (key === name.slice(4) ? [value] : []));
  return undefined;
};
