import { invalid } from './refusal.js';
import { withTags } from './tags.js';
import type { V2Store } from './v2-store.js';
import type { Part } from './v2-types.js';

const MOST_RESOURCES = 20;

/** What has tags. */
interface Tagged {
  tags: ReadonlyMap<string, string>;
}

/** Tags of load balancers, target groups, listeners and rules. AWS: Elastic Load Balancing v2 API. */
export const tagHandlers: Part = (store) => ({
  AddTags: ({ ResourceArns, Tags }) => {
    const changes = taggedBy(store, ResourceArns).map(({ tagged }) => ({ tagged, tags: withTags(tagged.tags, Tags) }));
    for (const { tagged, tags } of changes) tagged.tags = tags;
    return {};
  },

  RemoveTags: ({ ResourceArns, TagKeys }) => {
    for (const { tagged } of taggedBy(store, ResourceArns)) tagged.tags = new Map([...tagged.tags].filter(([key]) => !TagKeys.includes(key)));
    return {};
  },

  DescribeTags: ({ ResourceArns }) => ({
    TagDescriptions: taggedBy(store, ResourceArns).map(({ arn, tagged }) => ({ ResourceArn: arn, Tags: [...tagged.tags].map(([Key, Value]) => ({ Key, Value })) })),
  }),
});

function taggedBy(store: V2Store, arns: readonly string[]): { readonly arn: string; readonly tagged: Tagged }[] {
  if (arns.length === 0) throw invalid('At least one resource ARN must be specified');
  if (arns.length > MOST_RESOURCES) throw invalid(`At most ${MOST_RESOURCES} resource ARNs can be specified, found ${arns.length}`);
  return arns.map((arn) => ({ arn, tagged: taggedOf(store, arn) }));
}

function taggedOf(store: V2Store, arn: string): Tagged {
  const [, kind] = /^arn:[^:]+:elasticloadbalancing:[^:]*:[^:]*:([a-z-]+)\//.exec(arn) ?? [];
  switch (kind) {
    case 'loadbalancer':
      return store.balancer(arn);
    case 'targetgroup':
      return store.group(arn);
    case 'listener':
      return store.listener(arn);
    case 'listener-rule':
      return store.rule(arn).rule;
    default:
      throw invalid(`'${arn}' is not a valid load balancer, target group, listener or rule ARN`);
  }
}
