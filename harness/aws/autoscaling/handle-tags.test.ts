import { autoScalingWithMachines } from './auto-scaling.testing.js';

const region = autoScalingWithMachines();
afterAll(() => region.close());
const { send, refusal, create, groupNamed } = region;

const tag = (ResourceId: string, Key: string, Value: string, PropagateAtLaunch = false) => ({ ResourceId, ResourceType: 'auto-scaling-group', Key, Value, PropagateAtLaunch });
beforeAll(() => Promise.all([create('a'), create('b')]));
beforeEach(() => send('CreateOrUpdateTags', { Tags: [tag('a', 'stage', 'old'), tag('b', 'stage', 'new', true)] }));
const described = async (...Filters: object[]) => (await send('DescribeTags', { Filters })).Tags;

test('tags are added to groups, and changed there', async () => {
  await send('CreateOrUpdateTags', { Tags: [tag('a', 'stage', ''), tag('a', 'team', 'web', true)] });
  expect((await groupNamed('a')).Tags).toEqual([tag('a', 'stage', ''), tag('a', 'team', 'web', true)]);
  expect((await groupNamed('b')).Tags).toEqual([tag('b', 'stage', 'new', true)]);
  await send('DeleteTags', { Tags: [{ ResourceId: 'a', Key: 'team' }, { ResourceId: 'a', Key: 'none' }] });
  expect((await groupNamed('a')).Tags).toEqual([tag('a', 'stage', '')]);
});

test('a tag is deleted only with the value that it is named by', async () => {
  await send('DeleteTags', { Tags: [{ ResourceId: 'a', Key: 'stage', Value: 'other' }] });
  expect((await groupNamed('a')).Tags).toEqual([tag('a', 'stage', 'old')]);
});

test.each<[string, string, string[]]>([
  ['auto-scaling-group', 'a', ['a']],
  ['key', 'stage', ['a', 'b']],
  ['value', 'new', ['b']],
  ['propagate-at-launch', 'true', ['b']],
])('tags are found by %s', async (Name, value, groups) => {
  expect((await described({ Name, Values: [value] })).map(({ ResourceId }: { ResourceId: string }) => ResourceId)).toEqual(groups);
});

test('tags are listed page by page', async () => {
  const first = await send('DescribeTags', { MaxRecords: 1 });
  const second = await send('DescribeTags', { MaxRecords: 1, NextToken: first.NextToken });
  expect([...first.Tags, ...second.Tags]).toEqual([tag('a', 'stage', 'old'), tag('b', 'stage', 'new', true)]);
  expect(second.NextToken).toBeUndefined();
});

test.each<[string, object, RegExp]>([
  ['an unknown group', tag('none', 'x', ''), /AutoScalingGroup 'none' not found$/],
  ['no group', { Key: 'x' }, /^Every tag must name its group/],
  ['another kind of resource', { ...tag('a', 'x', ''), ResourceType: 'instance' }, /^The only supported resource type is auto-scaling-group, found 'instance'$/],
  ['no key', tag('a', '', ''), /^Tag keys must have 1 to 128 characters, found 0$/],
  ['an endless value', tag('a', 'x', 'x'.repeat(257)), /at most 256 characters, found 257$/],
])('%s is refused', async (_, given, message) => {
  const refused = await refusal('CreateOrUpdateTags', { Tags: [tag('a', 'stage', 'changed'), given] });
  expect(refused.code).toBe('ValidationError');
  expect(refused.message).toMatch(message);
  expect((await groupNamed('a')).Tags).toEqual([tag('a', 'stage', 'old')]);
});

test('a group has at most 50 tags, and no key twice in one request', async () => {
  const many = Array.from({ length: 50 }, (_, index) => tag('a', `k${index}`, ''));
  expect(await refusal('CreateOrUpdateTags', { Tags: many })).toMatchObject({ code: 'ValidationError', message: 'An AutoScalingGroup can have at most 50 tags, found 51' });
  expect(await refusal('CreateOrUpdateTags', { Tags: [tag('a', 'x', '1'), tag('a', 'x', '2')] })).toMatchObject({ message: "Duplicate tag key 'x' specified." });
});

test('a filter that there is none of is refused', async () => {
  expect(await refusal('DescribeTags', { Filters: [{ Name: 'tag:x', Values: ['y'] }] })).toEqual({
    code: 'ValidationError',
    message: 'Filter type tag:x is not correct. Allowed Filter types are: auto-scaling-group, key, propagate-at-launch, value',
  });
});
