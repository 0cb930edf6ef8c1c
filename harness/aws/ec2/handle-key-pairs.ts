import { QueryError } from '../wire/query-error.js';
import type { Ec2Handlers, Ec2Service } from './ec2-service.js';
import { filtered, type FilterNames } from './filters.js';
import { chosen } from './ids.js';
import { makeKey, readPublicKey, type KeyPair } from './key-pairs.js';
import { tagList, tagsFor } from './tag-rules.js';

const FILTERS: FilterNames<KeyPair> = {
  fingerprint: ({ fingerprint }) => fingerprint,
  'key-name': ({ name }) => name,
  'key-pair-id': ({ id }) => id,
};

/** Key pairs. AWS: EC2 API. */
export const keyPairHandlers = (service: Ec2Service): Ec2Handlers => ({
  CreateKeyPair: async ({ KeyName, KeyType = 'rsa', KeyFormat = 'pem', TagSpecifications }) => {
    const { keyPairs, tags, core } = service;
    if (KeyFormat !== 'pem') throw new QueryError('Unsupported', `Keys of the format '${KeyFormat}' are not made at this endpoint; ask for pem`);
    const given = tagsFor('key-pair', TagSpecifications);
    checkName(KeyName);
    keyPairs.checkFree(KeyName);
    const { pem, fingerprint } = await makeKey(KeyType);
    const pair = keyPairs.add({ name: KeyName, type: KeyType, fingerprint, createdAt: core.clock.now() });
    tags.set(pair.id, given);
    return { KeyName, KeyPairId: pair.id, KeyFingerprint: fingerprint, KeyMaterial: pem, Tags: tagList(given) };
  },

  ImportKeyPair: ({ KeyName, PublicKeyMaterial, TagSpecifications }) => {
    const { keyPairs, tags, core } = service;
    const given = tagsFor('key-pair', TagSpecifications);
    checkName(KeyName);
    const pair = keyPairs.add({ name: KeyName, ...readPublicKey(PublicKeyMaterial), createdAt: core.clock.now() });
    tags.set(pair.id, given);
    return { KeyName, KeyPairId: pair.id, KeyFingerprint: pair.fingerprint, Tags: tagList(given) };
  },

  DescribeKeyPairs: ({ KeyNames = [], KeyPairIds, Filters }) => {
    const { keyPairs, tags, core } = service;
    const unknown = KeyNames.find((name) => !keyPairs.find(name));
    if (unknown !== undefined) throw new QueryError('InvalidKeyPair.NotFound', `The key pair '${unknown}' does not exist`);
    const asked = chosen('key-pair', KeyPairIds, keyPairs.list(), ({ id }) => id).filter(({ name }) => KeyNames.length === 0 || KeyNames.includes(name));
    return {
      KeyPairs: filtered(asked, Filters, FILTERS, ({ id }) => tags.of(id)).map(({ id, name, type, fingerprint, createdAt }) => ({
        KeyPairId: id,
        KeyName: name,
        KeyType: type,
        KeyFingerprint: fingerprint,
        CreateTime: core.dateOf(createdAt),
        Tags: tagList(tags.of(id)),
      })),
    };
  },

  /** AWS: the deletion of a pair that does not exist succeeds. */
  DeleteKeyPair: ({ KeyName, KeyPairId }) => {
    const { keyPairs, tags } = service;
    if (!KeyName && !KeyPairId) throw new QueryError('MissingParameter', 'The request must contain the parameter KeyName or KeyPairId');
    const pair = keyPairs.list().find(({ id, name }) => (KeyPairId ? id === KeyPairId : name === KeyName));
    if (!pair) return { Return: true };
    keyPairs.delete(pair);
    tags.forget(pair.id);
    return { Return: true, KeyPairId: pair.id };
  },
});

function checkName(name: string): void {
  if (name === '' || name.length > 255) throw new QueryError('InvalidParameterValue', `Value (${name}) for parameter KeyName is invalid. It must have 1 to 255 characters.`);
}
