import fc from 'fast-check';
import type { InstanceIdentity } from './metadata-entries.js';
import { metadataAt } from './metadata-tree.js';

const identity: InstanceIdentity = {
  instanceId: 'i-0abc0000000000001',
  privateAddress: '10.0.1.23',
  imageId: 'ami-0abc0000000000002',
  availabilityZone: 'eu-central-1a',
};

const full: InstanceIdentity = {
  ...identity,
  instanceType: 'm5.large',
  hostname: 'till.corp.example',
  mac: '06:11:22:33:44:55',
  securityGroups: ['web', 'till'],
  targetLifecycleState: 'InService',
  tags: { Name: 'till', 'team:owner': 'shop @ 2' },
  role: {
    name: 'till-role',
    accessKeyId: 'ASIA0000000000000000',
    secretAccessKey: 'not-a-secret',
    token: 'not-a-token',
    lastUpdated: '2026-01-02T03:04:05Z',
    expiration: '2026-01-02T09:04:05Z',
  },
  userData: 'a=1\n',
  accountId: '999988887777',
  architecture: 'arm64',
  launchedAt: '2026-01-02T03:04:05Z',
};

describe('of an instance of which little is known', () => {
  const all = 'ami-id\nhostname\ninstance-id\nlocal-hostname\nlocal-ipv4\nmac\nplacement/\nsecurity-groups';
  test.each([
    ['/latest', 'dynamic\nmeta-data'],
    ['/latest/', 'dynamic\nmeta-data'],
    ['/latest/meta-data/', all],
    ['/latest/meta-data', all],
    ['/2021-07-15/meta-data/', all],
    ['/latest/meta-data/placement/', 'availability-zone\nregion'],
    ['/latest/meta-data/placement/region', 'eu-central-1'],
    ['/latest/meta-data/hostname', 'ip-10-0-1-23.eu-central-1.compute.internal'],
    ['/latest/meta-data/local-hostname', 'ip-10-0-1-23.eu-central-1.compute.internal'],
    ['/latest/meta-data/mac', '02:00:0a:00:01:17'],
    ['/latest/meta-data/security-groups', 'default'],
    ['/latest/dynamic/', 'instance-identity/'],
    ['/latest/dynamic/instance-identity/', 'document'],
    ['/latest/meta-data/instance-type', undefined],
    ['/latest/meta-data/local-ipv4/', undefined],
    ['/latest/meta-data/local', undefined],
    ['/latest/meta-data/autoscaling/target-lifecycle-state', undefined],
    ['/latest/meta-data/tags/instance/', undefined],
    ['/latest/meta-data/iam/security-credentials/', undefined],
    ['/latest/user-data', undefined],
    ['/meta-data/', undefined],
    ['/2021-07-16/', undefined],
    ['/latest/meta-data/%e0%a4%a', undefined],
  ])('%s holds %j', (path, text) => expect(metadataAt(identity, path)).toBe(text));
});

describe('of an instance of which all is known', () => {
  test.each([
    ['/latest/', 'dynamic\nmeta-data\nuser-data'],
    ['/latest/meta-data/instance-type', 'm5.large'],
    ['/latest/meta-data/hostname', 'till.corp.example'],
    ['/latest/meta-data/local-hostname', 'till.corp.example'],
    ['/latest/meta-data/mac', '06:11:22:33:44:55'],
    ['/latest/meta-data/security-groups', 'web\ntill'],
    ['/latest/meta-data/autoscaling/', 'target-lifecycle-state'],
    ['/latest/meta-data/autoscaling/target-lifecycle-state', 'InService'],
    ['/latest/meta-data/tags/', 'instance/'],
    ['/latest/meta-data/tags/instance/', 'Name\nteam:owner'],
    ['/latest/meta-data/tags/instance/team:owner', 'shop @ 2'],
    ['/latest/meta-data/tags/instance/team%3Aowner', 'shop @ 2'],
    ['/latest/meta-data/iam/', 'security-credentials/'],
    ['/latest/meta-data/iam/security-credentials/', 'till-role'],
    ['/latest/meta-data/iam/security-credentials/other', undefined],
    ['/latest/user-data', 'a=1\n'],
    ['/1.0/user-data', 'a=1\n'],
  ])('%s holds %j', (path, text) => expect(metadataAt(full, path)).toBe(text));

  test('the credentials of its role are whole', () => {
    expect(JSON.parse(metadataAt(full, '/latest/meta-data/iam/security-credentials/till-role') ?? '')).toEqual({
      Code: 'Success',
      LastUpdated: '2026-01-02T03:04:05Z',
      Type: 'AWS-HMAC',
      AccessKeyId: 'ASIA0000000000000000',
      SecretAccessKey: 'not-a-secret',
      Token: 'not-a-token',
      Expiration: '2026-01-02T09:04:05Z',
    });
  });
});

test('the document tells who the instance is, with null for what is not known', () => {
  const document = (who: InstanceIdentity): unknown => JSON.parse(metadataAt(who, '/2019-10-01/dynamic/instance-identity/document') ?? '');
  expect(document(identity)).toMatchObject({ accountId: '123456789012', architecture: 'x86_64', instanceType: null, pendingTime: null });
  expect(document(full)).toEqual({
    accountId: '999988887777',
    architecture: 'arm64',
    availabilityZone: 'eu-central-1a',
    billingProducts: null,
    devpayProductCodes: null,
    imageId: identity.imageId,
    instanceId: identity.instanceId,
    instanceType: 'm5.large',
    kernelId: null,
    marketplaceProductCodes: null,
    pendingTime: '2026-01-02T03:04:05Z',
    privateIp: '10.0.1.23',
    ramdiskId: null,
    region: 'eu-central-1',
    version: '2017-09-30',
  });
});

test.each([
  ['us-east-1b', 'us-east-1', 'ip-10-0-1-23.ec2.internal'],
  ['us-west-2-lax-1a', 'us-west-2', 'ip-10-0-1-23.us-west-2.compute.internal'],
  ['us-gov-west-1a', 'us-gov-west-1', 'ip-10-0-1-23.us-gov-west-1.compute.internal'],
])('in the zone %s the region is %s and the host is named %s', (availabilityZone, region, hostname) => {
  const at = (path: string): string | undefined => metadataAt({ ...identity, availabilityZone }, `/latest/meta-data/${path}`);
  expect([at('placement/region'), at('hostname')]).toEqual([region, hostname]);
});

test('without a zone there is no placement, and the host is named as in the first region', () => {
  const { availabilityZone: _, ...placeless } = identity;
  expect(metadataAt(placeless, '/latest/meta-data/placement/')).toBeUndefined();
  expect(metadataAt(placeless, '/latest/meta-data/hostname')).toBe('ip-10-0-1-23.ec2.internal');
});

test('the root lists the versions, and each of them answers alike', () => {
  const versions = metadataAt(full, '/')?.split('\n') ?? [];
  expect([versions[0], versions.at(-1)]).toEqual(['1.0', 'latest']);
  expect(versions).toContain('2021-07-15');
  const texts = versions.map((version) => metadataAt(full, `/${version}/meta-data/`));
  expect(new Set(texts).size).toBe(1);
});

test('every entry of a listing can be asked for', () => {
  const walk = (path: string): string[] =>
    (metadataAt(full, path) ?? '').split('\n').flatMap((name) => {
      if (path === '/latest/' && name !== 'user-data') return walk(`${path}${name}/`);
      return name.endsWith('/') ? walk(`${path}${name}`) : [`${path}${name}`];
    });
  const leaves = walk('/latest/');
  expect(leaves).toHaveLength(16);
  for (const leaf of leaves) expect(metadataAt(full, leaf)).toEqual(expect.any(String));
});

test('no tag is lost, whatever its key', () => {
  const key = fc.stringMatching(/^[A-Za-z0-9+\-=.,_:@]{1,20}$/);
  fc.assert(
    fc.property(fc.dictionary(key, fc.string()), (tags) => {
      for (const [name, value] of Object.entries(tags)) {
        expect(metadataAt({ ...identity, tags }, `/latest/meta-data/tags/instance/${encodeURIComponent(name)}`)).toBe(value);
      }
    }),
  );
});
