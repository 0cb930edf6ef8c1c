import { AMI, autoScalingWithMachines } from './auto-scaling.testing.js';

const region = autoScalingWithMachines();
afterAll(() => region.close());
const { send, refusal } = region;

const GIVEN = { ImageId: AMI, InstanceType: 't3.micro' };
let made = 0;
async function configuration(more: object = {}): Promise<string> {
  made += 1;
  const LaunchConfigurationName = `web-${made}`;
  await send('CreateLaunchConfiguration', { LaunchConfigurationName, ...GIVEN, ...more });
  return LaunchConfigurationName;
}
const described = async (name: string) => (await send('DescribeLaunchConfigurations', { LaunchConfigurationNames: [name] })).LaunchConfigurations[0];

test('a launch configuration is read back as it was given, with what AWS fills in', async () => {
  const name = await configuration({ UserData: 'IyEvYmluL3No', KeyName: '', SecurityGroups: ['sg-1'], IamInstanceProfile: 'web' });
  expect(await described(name)).toEqual({
    LaunchConfigurationName: name,
    LaunchConfigurationARN: expect.stringMatching(new RegExp(`^arn:aws:autoscaling:us-east-1:123456789012:launchConfiguration:[0-9a-f-]{36}:launchConfigurationName/${name}$`)) as string,
    ...GIVEN,
    UserData: 'IyEvYmluL3No',
    SecurityGroups: ['sg-1'],
    ClassicLinkVPCSecurityGroups: [],
    BlockDeviceMappings: [],
    IamInstanceProfile: 'web',
    InstanceMonitoring: { Enabled: true },
    EbsOptimized: false,
    CreatedTime: expect.any(Date) as Date,
  });
});

test('one can be made after an instance', async () => {
  const { Instances } = await region.ec2('RunInstances', { ...GIVEN, InstanceType: 't3.large', UserData: 'IyEvYmluL3No', MinCount: 1, MaxCount: 1 });
  const name = await configuration({ ImageId: '', InstanceType: '', InstanceId: Instances[0].InstanceId });
  expect(await described(name)).toMatchObject({ ImageId: AMI, InstanceType: 't3.large', UserData: 'IyEvYmluL3No' });
});

test('all of them are listed page by page', async () => {
  await configuration();
  await configuration();
  const names: string[] = [];
  let NextToken: string | undefined;
  do {
    const page = await send('DescribeLaunchConfigurations', { MaxRecords: 1, NextToken });
    expect(page.LaunchConfigurations).toHaveLength(1);
    names.push(page.LaunchConfigurations[0].LaunchConfigurationName);
    NextToken = page.NextToken;
  } while (NextToken);
  expect(names).toEqual(Array.from({ length: made }, (_, index) => `web-${index + 1}`));
  expect(await refusal('DescribeLaunchConfigurations', { NextToken: 'nonsense' })).toMatchObject({ code: 'InvalidNextToken' });
  expect(await refusal('DescribeLaunchConfigurations', { MaxRecords: 101 })).toMatchObject({ code: 'ValidationError' });
});

test('one that does not exist is not described, and one that is deleted no more', async () => {
  const name = await configuration();
  await send('DeleteLaunchConfiguration', { LaunchConfigurationName: name });
  expect(await described(name)).toBeUndefined();
  expect(await refusal('DeleteLaunchConfiguration', { LaunchConfigurationName: name })).toEqual({ code: 'ValidationError', message: `Launch configuration name not found - Launch configuration ${name} not found` });
});

test('one that a group uses cannot be deleted', async () => {
  const name = await configuration();
  await send('CreateAutoScalingGroup', { AutoScalingGroupName: 'user', LaunchConfigurationName: name, MinSize: 0, MaxSize: 0, AvailabilityZones: ['us-east-1a'] });
  expect(await refusal('DeleteLaunchConfiguration', { LaunchConfigurationName: name })).toEqual({
    code: 'ResourceInUseFault',
    message: `Cannot delete launch configuration ${name} because it is attached to AutoScalingGroup user`,
  });
});

test.each<[string, object, RegExp]>([
  ['an image that does not exist', { ImageId: 'ami-0fffffffffffffff0' }, /^AMI ami-0fffffffffffffff0 is invalid: The image id '\[ami-0fffffffffffffff0\]' does not exist$/],
  ['no image', { ImageId: '' }, /^Valid requests must contain either the InstanceID parameter or both the ImageId and InstanceType parameters\.$/],
  ['no type', { InstanceType: '' }, /^Valid requests must contain either/],
  ['an instance that does not exist', { InstanceId: 'i-0fffffffffffffff0' }, /^The instance ID 'i-0fffffffffffffff0' does not exist$/],
  ['user data that are no base64', { UserData: '#!' }, /^Invalid BASE64 encoding of user data\.$/],
  ['an endless name', { LaunchConfigurationName: 'x'.repeat(256) }, /1 to 255 characters, found 256/],
])('%s is refused', async (_, input, message) => {
  const refused = await refusal('CreateLaunchConfiguration', { LaunchConfigurationName: 'refused', ...GIVEN, ...input });
  expect(refused.code).toBe('ValidationError');
  expect(refused.message).toMatch(message);
  expect(await described('refused')).toBeUndefined();
});

test('a name is given once', async () => {
  const name = await configuration();
  expect(await refusal('CreateLaunchConfiguration', { LaunchConfigurationName: name, ...GIVEN })).toEqual({
    code: 'AlreadyExistsFault',
    message: `Launch Configuration by this name already exists - A launch configuration already exists with the name ${name}`,
  });
});
