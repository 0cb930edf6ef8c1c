import { QueryError } from '../wire/query-error.js';
import type { Ec2Handlers, Ec2Service } from './ec2-service.js';
import { filtered, type FilterNames } from './filters.js';
import { checkForm, kindOfId, notFound, type ResourceKind } from './ids.js';
import { networkIds } from './network-ids.js';
import { paged } from './paging.js';
import { checkCount, readTags } from './tag-rules.js';

interface TagOfResource {
  readonly id: string;
  readonly kind: string;
  readonly key: string;
  readonly value: string;
}

const FILTERS: FilterNames<TagOfResource> = {
  key: ({ key }) => key,
  'resource-id': ({ id }) => id,
  'resource-type': ({ kind }) => kind,
  value: ({ value }) => value,
};

/** Tags of whatever has an id. AWS: EC2 API. */
export const tagHandlers = (service: Ec2Service): Ec2Handlers => ({
  CreateTags: ({ Resources, Tags }) => {
    const given = readTags(Tags);
    for (const id of Resources) checkExists(service, id);
    for (const id of Resources) checkCount([...service.tags.of(id).keys(), ...given.keys()]);
    for (const id of Resources) service.tags.set(id, given);
    return {};
  },

  DeleteTags: ({ Resources, Tags = [] }) => {
    for (const id of Resources) checkExists(service, id);
    const reserved = Tags.find(({ Key }) => Key?.startsWith('aws:'));
    if (reserved) throw new QueryError('InvalidParameterValue', "Tag keys starting with 'aws:' are reserved for internal use");
    for (const id of Resources) {
      const own = [...service.tags.of(id).keys()].filter((key) => !key.startsWith('aws:'));
      const gone = Tags.length > 0 ? Tags : own.map((Key) => ({ Key, Value: undefined }));
      for (const { Key, Value } of gone) if (Key) service.tags.remove(id, Key, Value);
    }
    return {};
  },

  DescribeTags: ({ Filters, ...page }) => {
    const all = service.tags.list().flatMap(([id, tags]) => [...tags].map(([key, value]): TagOfResource => ({ id, kind: kindOfId(id) ?? '', key, value })));
    const { items, NextToken } = paged(filtered(all, Filters, FILTERS, ({ key, value }) => new Map([[key, value]])), page);
    return { Tags: items.map(({ id, kind, key, value }) => ({ ResourceId: id, ResourceType: kind as ResourceKind, Key: key, Value: value })), NextToken };
  },
});

function checkExists(service: Ec2Service, id: string): void {
  const kind = kindOfId(id);
  if (!kind) throw new QueryError('InvalidID', `The ID '${id}' is not valid`);
  checkForm(kind, id);
  if (!exists(service, kind, id)) throw notFound(kind, [id]);
}

function exists({ core, groups, templates, keyPairs, records }: Ec2Service, kind: ResourceKind, id: string): boolean {
  if (kind === 'instance') return core.instances.find(id) !== undefined;
  if (kind === 'image') return core.images.find(id) !== undefined;
  if (kind === 'security-group') return groups.find(id) !== undefined;
  if (kind === 'security-group-rule') return groups.list().some(({ rules }) => rules.some((rule) => rule.id === id));
  if (kind === 'launch-template') return templates.byId(id) !== undefined;
  if (kind === 'key-pair') return keyPairs.list().some((pair) => pair.id === id);
  if (kind === 'volume') return core.instances.list().some((instance) => records.of(instance).volumeId === id);
  if (kind === 'network-interface') return core.instances.list().some((instance) => records.of(instance).networkInterfaceId === id);
  return networkIds(core.network).includes(id);
}
