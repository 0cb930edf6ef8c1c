import { createPrivateKey } from 'node:crypto';
import { ec2WithMachines, nobody } from './ec2.testing.js';

const ec2 = ec2WithMachines();
afterAll(() => ec2.close());
const { send, refusal } = ec2;
const PUBLIC_KEY = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl somebody';

test.each([
  ['rsa', /^(?:[0-9a-f]{2}:){19}[0-9a-f]{2}$/],
  ['ed25519', /^[A-Za-z0-9+/]{43}=$/],
])('a key of type %s is made, told without its material, and may be named by instances', async (KeyType, fingerprint) => {
  const { KeyMaterial, KeyPairId, KeyFingerprint } = await send('CreateKeyPair', { KeyName: KeyType, KeyType });
  expect(createPrivateKey(KeyMaterial).asymmetricKeyType).toBe(KeyType);
  expect(KeyFingerprint).toMatch(fingerprint);
  const { KeyPairs } = await send('DescribeKeyPairs', { KeyNames: [KeyType] });
  expect(KeyPairs).toEqual([{ KeyPairId, KeyName: KeyType, KeyType, KeyFingerprint, CreateTime: expect.any(Date) as Date, Tags: [] }]);
  const id = await ec2.launch({ KeyName: KeyType });
  expect(ec2.core.instances.find(id)?.spec.keyName).toBe(KeyType);
});

test('a public key is imported, tagged and deleted', async () => {
  const { KeyPairId } = await send('ImportKeyPair', { KeyName: 'mine', PublicKeyMaterial: Buffer.from(PUBLIC_KEY), TagSpecifications: [{ ResourceType: 'key-pair', Tags: [{ Key: 'a', Value: 'b' }] }] });
  expect((await send('DescribeKeyPairs', { Filters: [{ Name: 'tag:a', Values: ['b'] }] })).KeyPairs).toMatchObject([{ KeyPairId, KeyType: 'ed25519' }]);
  expect(await send('DeleteKeyPair', { KeyPairId })).toMatchObject({ Return: true, KeyPairId });
  expect(await send('DeleteKeyPair', { KeyName: 'mine' })).toMatchObject({ Return: true });
});

test.each([
  ['CreateKeyPair', { KeyName: 'rsa' }, 'InvalidKeyPair.Duplicate'],
  ['CreateKeyPair', { KeyName: 'putty', KeyFormat: 'ppk' }, 'Unsupported'],
  ['CreateKeyPair', { KeyName: '' }, 'InvalidParameterValue'],
  ['ImportKeyPair', { KeyName: 'bad', PublicKeyMaterial: Buffer.from('no key') }, 'InvalidKey.Format'],
  ['DescribeKeyPairs', { KeyNames: ['nobody'] }, 'InvalidKeyPair.NotFound'],
  ['DescribeKeyPairs', { KeyPairIds: [nobody('key')] }, 'InvalidKeyPair.NotFound'],
  ['DeleteKeyPair', {}, 'MissingParameter'],
])('%s of %j is refused with %s', async (action, input, code) => {
  expect((await refusal(action, input)).code).toBe(code);
});
