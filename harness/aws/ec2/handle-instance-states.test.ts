import { ec2WithMachines, nobody } from './ec2.testing.js';

const ec2 = ec2WithMachines();
afterAll(() => ec2.close());
const { send, refusal, machines, launch, until } = ec2;

async function running(input: object = {}): Promise<string> {
  const id = await launch(input);
  await until(id, 'running');
  return id;
}

test('a termination is answered at once, and ends what runs', async () => {
  const id = await running();
  const { TerminatingInstances } = await send('TerminateInstances', { InstanceIds: [id] });
  expect(TerminatingInstances).toEqual([{ InstanceId: id, PreviousState: { Code: 16, Name: 'running' }, CurrentState: { Code: 32, Name: 'shutting-down' } }]);
  await until(id, 'terminated');
  expect(machines.find((machine) => machine.id === id)?.stopped).toBe(true);
  expect((await send('TerminateInstances', { InstanceIds: [id] })).TerminatingInstances).toMatchObject([{ CurrentState: { Name: 'terminated' } }]);
});

test('an instance that boots still is terminated as well', async () => {
  const id = await launch();
  expect((await send('TerminateInstances', { InstanceIds: [id] })).TerminatingInstances).toMatchObject([{ CurrentState: { Name: 'shutting-down' } }]);
  await until(id, 'terminated');
});

test('an instance that is protected from termination goes on, until it is not', async () => {
  const id = await running({ DisableApiTermination: true });
  expect(await refusal('TerminateInstances', { InstanceIds: [id] })).toEqual({
    code: 'OperationNotPermitted',
    message: `The instance '${id}' may not be terminated. Modify its 'disableApiTermination' instance attribute and try again.`,
  });
  await send('ModifyInstanceAttribute', { InstanceId: id, DisableApiTermination: { Value: false } });
  await send('TerminateInstances', { InstanceIds: [id] });
  await until(id, 'terminated');
});

test('a stopped instance starts again under the same id and address, with what was changed of it meanwhile', async () => {
  const id = await running();
  const address = ec2.core.instances.find(id)?.privateAddress;
  expect((await refusal('ModifyInstanceAttribute', { InstanceId: id, InstanceType: { Value: 't3.large' } })).code).toBe('IncorrectInstanceState');
  expect((await send('StopInstances', { InstanceIds: [id] })).StoppingInstances).toMatchObject([{ PreviousState: { Code: 16 }, CurrentState: { Code: 64, Name: 'stopping' } }]);
  await until(id, 'stopped');
  await send('ModifyInstanceAttribute', { InstanceId: id, InstanceType: { Value: 't3.large' } });
  await send('ModifyInstanceAttribute', { InstanceId: id, UserData: { Value: Buffer.from('later') } });
  expect((await send('StartInstances', { InstanceIds: [id] })).StartingInstances).toMatchObject([{ PreviousState: { Code: 80 }, CurrentState: { Code: 0, Name: 'pending' } }]);
  await until(id, 'running');
  const runs = machines.filter((machine) => machine.id === id);
  expect(runs.map(({ order }) => [order.privateAddress, order.instanceType, order.userData])).toEqual([[address, 'm1.small', undefined], [address, 't3.large', 'later']]);
});

test('stopping what is stopped and starting what runs changes nothing', async () => {
  const id = await running();
  expect((await send('StartInstances', { InstanceIds: [id] })).StartingInstances).toMatchObject([{ PreviousState: { Name: 'running' }, CurrentState: { Name: 'running' } }]);
  await send('StopInstances', { InstanceIds: [id] });
  await until(id, 'stopped');
  expect((await send('StopInstances', { InstanceIds: [id] })).StoppingInstances).toMatchObject([{ CurrentState: { Name: 'stopped' } }]);
});

test('a reboot ends the process and starts another one', async () => {
  const id = await running();
  await send('RebootInstances', { InstanceIds: [id] });
  await until(id, 'running', () => machines.filter((machine) => machine.id === id).length === 2);
  expect(machines.filter((machine) => machine.id === id).map(({ stopped }) => stopped)).toEqual([true, false]);
});

test('the status of an instance is told while it runs, and impaired once its process has died', async () => {
  const id = await running();
  const status = async (more: object = {}) => (await send('DescribeInstanceStatus', { InstanceIds: [id], ...more })).InstanceStatuses;
  expect(await status()).toMatchObject([{ InstanceId: id, InstanceState: { Name: 'running' }, InstanceStatus: { Status: 'ok', Details: [{ Name: 'reachability', Status: 'passed' }] }, SystemStatus: { Status: 'ok' } }]);
  const machine = machines.find((one) => one.id === id);
  if (machine) machine.gone = true;
  expect(await status({ Filters: [{ Name: 'instance-status.status', Values: ['impaired'] }] })).toMatchObject([{ InstanceStatus: { Status: 'impaired' }, SystemStatus: { Status: 'ok' } }]);
  await send('StopInstances', { InstanceIds: [id] });
  await until(id, 'stopped');
  expect(await status()).toEqual([]);
  expect(await status({ IncludeAllInstances: true })).toMatchObject([{ InstanceState: { Name: 'stopped' }, InstanceStatus: { Status: 'not-applicable' } }]);
});

test('what is kept of an instance is read back as it was set', async () => {
  const id = await running({ InstanceInitiatedShutdownBehavior: 'terminate', UserData: 'aGVsbG8=' });
  const attribute = async (Attribute: string) => await send('DescribeInstanceAttribute', { InstanceId: id, Attribute });
  expect(await attribute('instanceInitiatedShutdownBehavior')).toMatchObject({ InstanceId: id, InstanceInitiatedShutdownBehavior: { Value: 'terminate' } });
  expect((await attribute('userData')).UserData).toEqual({ Value: 'aGVsbG8=' });
  await send('ModifyInstanceAttribute', { InstanceId: id, InstanceInitiatedShutdownBehavior: { Value: 'stop' } });
  await send('ModifyInstanceAttribute', { InstanceId: id, Attribute: 'disableApiStop', Value: 'true' });
  expect((await attribute('instanceInitiatedShutdownBehavior')).InstanceInitiatedShutdownBehavior).toEqual({ Value: 'stop' });
  expect((await attribute('disableApiStop')).DisableApiStop).toEqual({ Value: true });
  expect((await refusal('StopInstances', { InstanceIds: [id] })).code).toBe('OperationNotPermitted');
  const { GroupId } = await send('CreateSecurityGroup', { GroupName: 'attribute', Description: 'd' });
  await send('ModifyInstanceAttribute', { InstanceId: id, Groups: [GroupId] });
  expect((await attribute('groupSet')).Groups).toEqual([{ GroupId, GroupName: 'attribute' }]);
  await send('ModifyInstanceMetadataOptions', { InstanceId: id, HttpTokens: 'required' });
  await send('MonitorInstances', { InstanceIds: [id] });
  const { Reservations } = await send('DescribeInstances', { InstanceIds: [id] });
  expect(Reservations[0].Instances[0]).toMatchObject({ MetadataOptions: { HttpTokens: 'required' }, Monitoring: { State: 'enabled' } });
  await send('UnmonitorInstances', { InstanceIds: [id] });
});

test('CPU credits are those of the type, or those that were asked for', async () => {
  const id = await running({ InstanceType: 't3.micro' });
  const credits = async () => (await send('DescribeInstanceCreditSpecifications', { InstanceIds: [id] })).InstanceCreditSpecifications;
  expect(await credits()).toEqual([{ InstanceId: id, CpuCredits: 'unlimited' }]);
  await send('ModifyInstanceCreditSpecification', { InstanceCreditSpecifications: [{ InstanceId: id, CpuCredits: 'standard' }] });
  expect(await credits()).toEqual([{ InstanceId: id, CpuCredits: 'standard' }]);
});

test('what has ended is not started, stopped or rebooted', async () => {
  const id = await running();
  await send('TerminateInstances', { InstanceIds: [id] });
  await until(id, 'terminated');
  for (const [action, change] of [['StartInstances', 'started'], ['StopInstances', 'stopped'], ['RebootInstances', 'rebooted']] as const) {
    expect(await refusal(action, { InstanceIds: [id] })).toEqual({ code: 'IncorrectInstanceState', message: `The instance '${id}' is not in a state from which it can be ${change}.` });
  }
});

test.each(['TerminateInstances', 'StopInstances', 'StartInstances', 'RebootInstances'])('%s of an instance that does not exist changes none of the others', async (action) => {
  const id = await running();
  expect(await refusal(action, { InstanceIds: [id, nobody('i')] })).toEqual({ code: 'InvalidInstanceID.NotFound', message: `The instance ID '${nobody('i')}' does not exist` });
  expect((await refusal(action, { InstanceIds: [] })).code).toBe('MissingParameter');
  expect(ec2.core.instances.find(id)?.state).toBe('running');
});

test.each([
  ['DescribeInstanceAttribute', { Attribute: 'kernel' }, 'InvalidParameterValue'],
  ['ModifyInstanceAttribute', { InstanceInitiatedShutdownBehavior: { Value: 'sleep' } }, 'InvalidParameterValue'],
  ['ModifyInstanceAttribute', { Groups: [nobody('sg')] }, 'InvalidGroup.NotFound'],
])('%s with %j is refused with %s', async (action, input, code) => {
  const id = await running();
  expect((await refusal(action, { InstanceId: id, ...input })).code).toBe(code);
});
