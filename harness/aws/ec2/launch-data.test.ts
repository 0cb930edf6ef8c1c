import { keptData, launchDataOf, mergedData } from './launch-data.js';

const none = (): undefined => undefined;

test('empty texts are absent, at any depth, but a tag may have an empty value', () => {
  const TagSpecifications = [{ ResourceType: 'instance' as const, Tags: [{ Key: 'k', Value: '' }] }];
  expect(keptData({ UserData: '', ImageId: 'ami-1', Placement: { AvailabilityZone: '', Tenancy: 'default' }, EbsOptimized: false, TagSpecifications })).toEqual({
    ImageId: 'ami-1',
    Placement: { Tenancy: 'default' },
    EbsOptimized: false,
    TagSpecifications,
  });
});

test.each([
  ['user data that are no base64', { UserData: '#!/bin/sh' }, 'Invalid BASE64 encoding'],
  ['user data longer than 16 KiB', { UserData: Buffer.alloc(16 * 1024 + 1).toString('base64') }, 'User data is limited to 16384 bytes'],
  ['tags of what it does not launch', { TagSpecifications: [{ ResourceType: 'vpc' as const, Tags: [] }] }, "'vpc' is not a valid taggable resource type"],
])('%s are refused', (_, data, text) => {
  expect(() => keptData(data)).toThrow(text);
});

test("a version is what it was given on top of its source's data", () => {
  expect(mergedData({ ImageId: 'ami-1', UserData: 'b25l' }, { ImageId: 'ami-2' })).toEqual({ ImageId: 'ami-2', UserData: 'b25l' });
});

test('what an instance needs is found wherever it may stand', () => {
  const data = {
    ImageId: 'ami-1',
    UserData: 'b25l',
    KeyName: 'k',
    IamInstanceProfile: { Name: 'web' },
    SecurityGroups: ['named', 'nobody'],
    NetworkInterfaces: [{ Groups: ['sg-2'] }],
    TagSpecifications: [{ ResourceType: 'instance' as const, Tags: [{ Key: 'Name', Value: 'web' }] }, { ResourceType: 'volume' as const, Tags: [{ Key: 'v', Value: 'w' }] }],
  };
  expect(launchDataOf(data, (name) => (name === 'named' ? 'sg-1' : undefined))).toEqual({
    imageId: 'ami-1',
    userData: 'b25l',
    keyName: 'k',
    instanceProfile: 'web',
    securityGroupIds: ['sg-1', 'sg-2'],
    tags: { Name: 'web' },
  });
  expect(launchDataOf({ InstanceType: 't3.micro' }, none)).toEqual({ instanceType: 't3.micro' });
});
