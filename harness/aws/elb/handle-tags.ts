import type { ServiceModules } from '../wire/services.js';
import type { Handlers } from '../wire/types.js';
import { balancerNamed, invalid, type ClassicService } from './classic-balancers.js';

const MOST_TAGS = 50;

/** @throws AWS's errors for a key that is given twice, or longer than it may be. */
export function readTags({ sdk }: ClassicService, tags: readonly { readonly Key: string; readonly Value?: string | undefined }[] = []): [string, string][] {
  const read = tags.map(({ Key, Value = '' }): [string, string] => [Key, Value]);
  const keys = read.map(([key]) => key);
  if (new Set(keys).size < keys.length) throw new sdk.DuplicateTagKeysException({ message: 'Tag keys must be unique', $metadata: {} });
  const wrong = read.find(([key, value]) => key.length < 1 || key.length > 128 || value.length > 256);
  if (wrong) throw invalid(`A tag's key must have 1 to 128 characters, and its value at most 256; found ${wrong[0].length} and ${wrong[1].length}`);
  return read;
}

/** Tags of balancers. AWS: Classic API. */
export const tagHandlers = (service: ClassicService): Handlers<ServiceModules['elb']> => ({
  AddTags: ({ LoadBalancerNames, Tags }) => {
    const balancers = LoadBalancerNames.map((name) => balancerNamed(service, name));
    const tags = readTags(service, Tags);
    for (const balancer of balancers) {
      if (new Set([...balancer.tags.keys(), ...tags.map(([key]) => key)]).size > MOST_TAGS) {
        throw new service.sdk.TooManyTagsException({ message: `A load balancer can have at most ${MOST_TAGS} tags`, $metadata: {} });
      }
    }
    for (const balancer of balancers) for (const [key, value] of tags) balancer.tags.set(key, value);
    return {};
  },

  RemoveTags: ({ LoadBalancerNames, Tags }) => {
    for (const balancer of LoadBalancerNames.map((name) => balancerNamed(service, name))) {
      for (const { Key } of Tags) if (Key !== undefined) balancer.tags.delete(Key);
    }
    return {};
  },

  DescribeTags: ({ LoadBalancerNames }) => ({
    TagDescriptions: LoadBalancerNames.map((name) => balancerNamed(service, name)).map(({ name, tags }) => ({
      LoadBalancerName: name,
      Tags: [...tags].map(([Key, Value]) => ({ Key, Value })),
    })),
  }),
});
