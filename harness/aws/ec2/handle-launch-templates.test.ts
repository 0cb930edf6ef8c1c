import { AMI, ec2WithMachines, nobody } from './ec2.testing.js';

const ec2 = ec2WithMachines();
afterAll(() => ec2.close());
const { send, refusal, templates } = ec2;
const DATA = { ImageId: AMI, InstanceType: 't3.micro', UserData: 'IyEvYmluL3No' };

let made = 0;
async function template(data: object = DATA, more: object = {}) {
  made += 1;
  const { LaunchTemplate } = await send('CreateLaunchTemplate', { LaunchTemplateName: `web-${made}`, LaunchTemplateData: data, ...more });
  return LaunchTemplate as { LaunchTemplateId: string; LaunchTemplateName: string };
}

test('a template is made with its first version, which is the default, and read back as it was given', async () => {
  const tags = [{ Key: 'team', Value: '' }];
  const { LaunchTemplateId, LaunchTemplateName } = await template({ ...DATA, Monitoring: { Enabled: true } }, { VersionDescription: 'first', TagSpecifications: [{ ResourceType: 'launch-template', Tags: tags }] });
  expect(LaunchTemplateId).toMatch(/^lt-[0-9a-f]{17}$/);
  const { LaunchTemplates } = await send('DescribeLaunchTemplates', { LaunchTemplateIds: [LaunchTemplateId] });
  expect(LaunchTemplates).toEqual([
    { LaunchTemplateId, LaunchTemplateName, DefaultVersionNumber: 1, LatestVersionNumber: 1, CreatedBy: 'arn:aws:iam::123456789012:root', CreateTime: expect.any(Date) as Date, Tags: tags },
  ]);
  const { LaunchTemplateVersions } = await send('DescribeLaunchTemplateVersions', { LaunchTemplateId, Versions: ['1'] });
  expect(LaunchTemplateVersions).toMatchObject([{ VersionNumber: 1, VersionDescription: 'first', DefaultVersion: true, LaunchTemplateData: { ...DATA, Monitoring: { Enabled: true } } }]);
});

test('empty user data are absent', async () => {
  const { LaunchTemplateName } = await template({ ...DATA, UserData: '' });
  const { LaunchTemplateVersions } = await send('DescribeLaunchTemplateVersions', { LaunchTemplateName });
  expect(LaunchTemplateVersions[0].LaunchTemplateData).not.toHaveProperty('UserData');
});

test('a new version stands alone, or on top of its source', async () => {
  const { LaunchTemplateId } = await template();
  const data = { ImageId: 'ami-00000000000000002', UserData: '' };
  const { LaunchTemplateVersion: alone } = await send('CreateLaunchTemplateVersion', { LaunchTemplateId, LaunchTemplateData: data });
  expect(alone).toMatchObject({ VersionNumber: 2, DefaultVersion: false, LaunchTemplateData: { ImageId: data.ImageId } });
  expect(alone.LaunchTemplateData).not.toHaveProperty('InstanceType');
  const { LaunchTemplateVersion: merged } = await send('CreateLaunchTemplateVersion', { LaunchTemplateId, SourceVersion: '1', LaunchTemplateData: data });
  expect(merged).toMatchObject({ VersionNumber: 3, LaunchTemplateData: { ...DATA, ImageId: data.ImageId } });
});

test('an image that does not exist is warned of', async () => {
  const { Warning } = await send('CreateLaunchTemplate', { LaunchTemplateName: 'warned', LaunchTemplateData: { ImageId: nobody('ami') } });
  expect(Warning.Errors).toEqual([{ Code: 'InvalidAMIID.NotFound', Message: `The image id '[${nobody('ami')}]' does not exist` }]);
});

test('versions are listed from the newest on, by their numbers, by their names or within a range', async () => {
  const { LaunchTemplateId } = await template();
  for (const _ of [2, 3]) await send('CreateLaunchTemplateVersion', { LaunchTemplateId, LaunchTemplateData: DATA });
  const numbers = async (input: object): Promise<number[]> =>
    (await send('DescribeLaunchTemplateVersions', { LaunchTemplateId, ...input })).LaunchTemplateVersions.map(({ VersionNumber }: { VersionNumber: number }) => VersionNumber);
  expect(await numbers({})).toEqual([3, 2, 1]);
  expect(await numbers({ MinVersion: '2' })).toEqual([3, 2]);
  expect(await numbers({ MaxVersion: '2' })).toEqual([2, 1]);
  expect(await numbers({ Versions: ['$Latest', '$Default'] })).toEqual([3, 1]);
  expect(await numbers({ Filters: [{ Name: 'is-default-version', Values: ['true'] }] })).toEqual([1]);
  await send('ModifyLaunchTemplate', { LaunchTemplateId, DefaultVersion: '2' });
  expect(await numbers({ Versions: ['$Default'] })).toEqual([2]);
});

test('the latest versions of all templates are listed without naming one', async () => {
  const { LaunchTemplateId } = await template();
  await send('CreateLaunchTemplateVersion', { LaunchTemplateId, LaunchTemplateData: DATA });
  const { LaunchTemplateVersions } = await send('DescribeLaunchTemplateVersions', { Versions: ['$Latest'] });
  expect(LaunchTemplateVersions).toContainEqual(expect.objectContaining({ LaunchTemplateId, VersionNumber: 2 }));
});

test('versions that may be deleted are, the others are told of, and numbers are given once', async () => {
  const { LaunchTemplateId } = await template();
  await send('CreateLaunchTemplateVersion', { LaunchTemplateId, LaunchTemplateData: DATA });
  const answer = await send('DeleteLaunchTemplateVersions', { LaunchTemplateId, Versions: ['1', '2', '7'] });
  expect(answer.SuccessfullyDeletedLaunchTemplateVersions).toMatchObject([{ LaunchTemplateId, VersionNumber: 2 }]);
  expect(answer.UnsuccessfullyDeletedLaunchTemplateVersions).toMatchObject([
    { VersionNumber: 1, ResponseError: { Code: 'unexpectedError' } },
    { VersionNumber: 7, ResponseError: { Code: 'launchTemplateVersionDoesNotExist' } },
  ]);
  expect((await send('DescribeLaunchTemplates', { LaunchTemplateIds: [LaunchTemplateId] })).LaunchTemplates[0].LatestVersionNumber).toBe(1);
  expect((await send('CreateLaunchTemplateVersion', { LaunchTemplateId, LaunchTemplateData: DATA })).LaunchTemplateVersion.VersionNumber).toBe(3);
  expect(templates.find({ id: LaunchTemplateId, version: '$Latest' })?.version).toBe('3');
});

test('a deleted template is gone, and its name is free again', async () => {
  const { LaunchTemplateId, LaunchTemplateName } = await template();
  expect((await send('DeleteLaunchTemplate', { LaunchTemplateName })).LaunchTemplate).toMatchObject({ LaunchTemplateId });
  expect(await refusal('DescribeLaunchTemplates', { LaunchTemplateIds: [LaunchTemplateId] })).toEqual({
    code: 'InvalidLaunchTemplateId.NotFound',
    message: `The specified launch template, with template ID ${LaunchTemplateId}, does not exist.`,
  });
  await send('CreateLaunchTemplate', { LaunchTemplateName, LaunchTemplateData: DATA });
});

test('templates are found by name, filtered, and paged', async () => {
  const { LaunchTemplateName } = await template();
  expect((await send('DescribeLaunchTemplates', { LaunchTemplateNames: [LaunchTemplateName] })).LaunchTemplates).toHaveLength(1);
  expect((await send('DescribeLaunchTemplates', { Filters: [{ Name: 'launch-template-name', Values: [LaunchTemplateName] }] })).LaunchTemplates).toHaveLength(1);
  const seen: string[] = [];
  let NextToken: string | undefined;
  do {
    const page = await send('DescribeLaunchTemplates', { MaxResults: 2, NextToken });
    seen.push(...page.LaunchTemplates.map((one: { LaunchTemplateName: string }) => one.LaunchTemplateName));
    ({ NextToken } = page);
  } while (NextToken !== undefined);
  expect(seen).toEqual((await send('DescribeLaunchTemplates')).LaunchTemplates.map((one: { LaunchTemplateName: string }) => one.LaunchTemplateName));
});

test('a request that is sent again with its token makes nothing new, and another one with it is refused', async () => {
  const input = { LaunchTemplateName: 'once', LaunchTemplateData: DATA, ClientToken: 'token-1' };
  const [{ LaunchTemplate: first }, { LaunchTemplate: second }] = [await send('CreateLaunchTemplate', input), await send('CreateLaunchTemplate', input)];
  expect(second).toEqual(first);
  expect((await refusal('CreateLaunchTemplate', { ...input, LaunchTemplateName: 'twice' })).code).toBe('IdempotentParameterMismatch');
  const version = { LaunchTemplateId: first.LaunchTemplateId, LaunchTemplateData: DATA, ClientToken: 'token-1' };
  await send('CreateLaunchTemplateVersion', version);
  expect((await send('CreateLaunchTemplateVersion', version)).LaunchTemplateVersion.VersionNumber).toBe(2);
});

test.each([
  ['CreateLaunchTemplate', { LaunchTemplateName: 'a b', LaunchTemplateData: DATA }, 'InvalidLaunchTemplateName.MalformedException'],
  ['CreateLaunchTemplate', { LaunchTemplateName: 'ab', LaunchTemplateData: DATA }, 'InvalidLaunchTemplateName.MalformedException'],
  ['CreateLaunchTemplate', { LaunchTemplateName: 'warned', LaunchTemplateData: DATA }, 'InvalidLaunchTemplateName.AlreadyExistsException'],
  ['CreateLaunchTemplate', { LaunchTemplateName: 'nodata', LaunchTemplateData: {} }, 'MissingParameter'],
  ['CreateLaunchTemplate', { LaunchTemplateName: 'userdata', LaunchTemplateData: { UserData: '!' } }, 'InvalidUserData.Malformed'],
  ['CreateLaunchTemplateVersion', { LaunchTemplateName: 'nobody', LaunchTemplateData: DATA }, 'InvalidLaunchTemplateName.NotFoundException'],
  ['CreateLaunchTemplateVersion', { LaunchTemplateName: 'warned', SourceVersion: '9', LaunchTemplateData: DATA }, 'InvalidLaunchTemplateId.VersionNotFound'],
  ['CreateLaunchTemplateVersion', { LaunchTemplateData: DATA }, 'MissingParameter'],
  ['DescribeLaunchTemplates', { LaunchTemplateIds: [nobody('lt')] }, 'InvalidLaunchTemplateId.NotFound'],
  ['DescribeLaunchTemplates', { LaunchTemplateIds: ['lt-nonsense'] }, 'InvalidLaunchTemplateId.Malformed'],
  ['DescribeLaunchTemplates', { LaunchTemplateNames: ['nobody'] }, 'InvalidLaunchTemplateName.NotFoundException'],
  ['DescribeLaunchTemplates', { MaxResults: 201 }, 'InvalidParameterValue'],
  ['DescribeLaunchTemplates', { NextToken: 'nonsense' }, 'InvalidNextToken'],
  ['DescribeLaunchTemplateVersions', { LaunchTemplateName: 'warned', Versions: ['9'] }, 'InvalidLaunchTemplateId.VersionNotFound'],
  ['DescribeLaunchTemplateVersions', { LaunchTemplateName: 'warned', MinVersion: 'one' }, 'InvalidParameterValue'],
  ['DescribeLaunchTemplateVersions', { Versions: ['1'] }, 'MissingParameter'],
  ['ModifyLaunchTemplate', { LaunchTemplateName: 'warned', DefaultVersion: '9' }, 'InvalidLaunchTemplateId.VersionNotFound'],
  ['ModifyLaunchTemplate', { LaunchTemplateName: 'warned' }, 'MissingParameter'],
  ['DeleteLaunchTemplate', { LaunchTemplateName: 'warned', LaunchTemplateId: nobody('lt') }, 'InvalidParameterCombination'],
  ['DeleteLaunchTemplateVersions', { LaunchTemplateName: 'nobody', Versions: ['1'] }, 'InvalidLaunchTemplateName.NotFoundException'],
])('%s of %j is refused with %s', async (action, input, code) => {
  expect((await refusal(action, input)).code).toBe(code);
});

test('groups find templates by id or name, and the number behind $Latest and $Default', async () => {
  const { LaunchTemplateId: id, LaunchTemplateName: name } = await template();
  await send('CreateLaunchTemplateVersion', { LaunchTemplateId: id, LaunchTemplateData: { ImageId: AMI, SecurityGroups: ['default'] } });
  expect(templates.find({ id })).toEqual({ id, name, version: '1', data: { imageId: AMI, instanceType: 't3.micro', userData: DATA.UserData } });
  expect(templates.find({ name, version: '$Latest' })).toEqual({ id, name, version: '2', data: { imageId: AMI, securityGroupIds: [ec2.core.network.defaultSecurityGroupId] } });
  expect(templates.find({ name, version: '' })?.version).toBe('1');
  for (const reference of [{ id, version: '9' }, { id, version: 'x' }, { id: nobody('lt') }, { name: 'nobody' }, {}]) expect(templates.find(reference)).toBeUndefined();
});

test('the data of an instance are told as a template would have them', async () => {
  const InstanceId = await ec2.launch({ InstanceType: 't3.small', UserData: 'b25l', TagSpecifications: [{ ResourceType: 'instance', Tags: [{ Key: 'Name', Value: 'web' }] }] });
  const { LaunchTemplateData } = await send('GetLaunchTemplateData', { InstanceId });
  expect(LaunchTemplateData).toMatchObject({ ImageId: AMI, InstanceType: 't3.small', UserData: 'b25l', TagSpecifications: [{ ResourceType: 'instance', Tags: [{ Key: 'Name', Value: 'web' }] }] });
});
