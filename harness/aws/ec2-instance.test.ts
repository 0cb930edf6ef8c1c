import { wallNow, wallSleep } from '../model/wall-clock.js';
import { Ec2Instance, type InstanceSpec } from './ec2-instance.js';
import { AMI, AnsweringMachine } from './machines.testing.js';
import { NOWHERE, type Machine, type MachineOrder } from './machine.js';

const SPEC: InstanceSpec = { imageId: AMI, instanceType: 't3.micro', availabilityZone: 'us-east-1a', tags: { Name: 'web' }, subnetId: 'subnet-1', vpcId: 'vpc-1', securityGroupIds: [] };

const machines: AnsweringMachine[] = [];

/** A machine whose launch and end wait until they are told to go on. */
function gate(): { wait(): Promise<void>; open(): void; fail(error: Error): void } {
  let [open, fail]: [() => void, (error: Error) => void] = [() => undefined, () => undefined];
  const opened = new Promise<void>((resolve, reject) => ([open, fail] = [resolve, reject]));
  opened.catch(() => undefined);
  return { wait: () => opened, open: () => open(), fail: (error) => fail(error) };
}

function instanceOf(launch: (order: MachineOrder) => Promise<Machine>): Ec2Instance {
  return new Ec2Instance({ id: 'i-0123456789abcdef0', privateAddress: '172.31.0.4', spec: SPEC, launchedAt: 0, launch });
}

async function until(holds: () => boolean): Promise<void> {
  for (const giveUpAt = wallNow() + 10; !holds(); await wallSleep(0.005)) if (wallNow() > giveUpAt) throw new Error(`not within 10 s: ${String(holds)}`);
}

const start = async (order: MachineOrder): Promise<AnsweringMachine> => {
  const machine = await AnsweringMachine.start(order);
  machines.push(machine);
  return machine;
};

afterEach(async () => {
  await Promise.all(machines.splice(0).map((machine) => machine.stop()));
});

test('an instance is pending until its process was spawned, and running then', async () => {
  const boot = gate();
  const instance = instanceOf(async (order) => (await boot.wait(), start(order)));
  const launched = instance.launch();
  expect(instance).toMatchObject({ state: 'pending', standing: 'pending', gone: false, listening: false });
  expect(instance.addressOf(80)).toEqual(NOWHERE);
  const mark = instance.mark;
  boot.open();
  await launched;
  expect(instance).toMatchObject({ state: 'running', standing: 'running', gone: false, listening: true });
  expect(instance.addressOf(80)).not.toEqual(NOWHERE);
  expect(instance.mark).toBeGreaterThan(mark);
});

test('an instance that could not be launched is terminated and says why', async () => {
  const instance = instanceOf(() => Promise.reject(new Error('no such file')));
  await expect(instance.launch()).rejects.toThrow('no such file');
  expect(instance).toMatchObject({ state: 'terminated', gone: true, standing: 'terminated', stateReason: { code: 'Server.InternalError' } });
});

test('a stopped instance boots anew under the same id and address, with the tags and the type that it has by then', async () => {
  const instance = instanceOf(start);
  await instance.launch();
  const halting = instance.halt();
  expect(instance).toMatchObject({ state: 'stopping', standing: 'stopped', gone: true });
  await halting;
  expect(instance).toMatchObject({ state: 'stopped', standing: 'stopped', gone: true, stateReason: { code: 'Client.UserInitiatedShutdown' } });
  expect(machines[0]?.stopped).toBe(true);
  expect(instance.lastLines(1)).toEqual(['i-0123456789abcdef0 listens']);
  instance.tags.set('Name', 'new');
  instance.change({ instanceType: 't3.large', userData: 'later' });
  await instance.start();
  expect(instance).toMatchObject({ state: 'running', stateReason: undefined });
  expect(machines[1]?.order).toMatchObject({ id: 'i-0123456789abcdef0', privateAddress: '172.31.0.4', tags: { Name: 'new' }, instanceType: 't3.large', userData: 'later' });
});

test('a rebooting instance is running all along, with nothing that listens until it has booted anew', async () => {
  const boot = gate();
  let launches = 0;
  const instance = instanceOf(async (order) => {
    launches += 1;
    if (launches === 2) await boot.wait();
    return start(order);
  });
  await instance.launch();
  const mark = instance.mark;
  const rebooting = instance.reboot();
  await until(() => machines[0]?.stopped === true);
  expect(instance).toMatchObject({ state: 'running', standing: 'running', gone: false, listening: false });
  expect(instance.addressOf(80)).toEqual(NOWHERE);
  boot.open();
  await rebooting;
  expect(instance).toMatchObject({ state: 'running', gone: false, listening: true, stateReason: undefined });
  expect(instance.mark).toBeGreaterThan(mark);
});

test('an instance whose end is asked for while it reboots ends, and one that does not boot anew is impaired', async () => {
  const ending = instanceOf(start);
  await ending.launch();
  await Promise.all([ending.reboot(), ending.stop()]);
  expect(ending).toMatchObject({ state: 'terminated', listening: false });
  expect(machines.every(({ stopped }) => stopped)).toBe(true);
  let launches = 0;
  const failing = instanceOf((order) => ((launches += 1) > 1 ? Promise.reject(new Error('no room')) : start(order)));
  await failing.launch();
  await expect(failing.reboot()).rejects.toThrow('no room');
  expect(failing).toMatchObject({ state: 'running', gone: true, listening: false });
});

test('an instance that does not start again is stopped as it was', async () => {
  let launches = 0;
  const instance = instanceOf((order) => ((launches += 1) > 1 ? Promise.reject(new Error('no room')) : start(order)));
  await instance.launch();
  await instance.halt();
  await expect(instance.start()).rejects.toThrow('no room');
  expect(instance).toMatchObject({ state: 'stopped', stateReason: { code: 'Server.InternalError' } });
});

test.each([
  ['terminated', 'stop', 'shutting-down'],
  ['stopped', 'halt', 'stopping'],
] as const)('one that is %s while it boots never runs, and what was spawned is ended', async (end, ask, through) => {
  const boot = gate();
  const states: string[] = [];
  const instance = instanceOf(async (order) => (await boot.wait(), start(order)));
  const launched = instance.launch().then(() => states.push(instance.state));
  await Promise.resolve();
  const ended = instance[ask]();
  expect(instance.state).toBe(through);
  boot.open();
  await Promise.all([launched, ended]);
  expect(states).not.toContain('running');
  expect(instance.state).toBe(end);
  expect(machines.map(({ stopped }) => stopped)).toEqual([true]);
});

test('one that is terminated before its boot began is not launched at all', async () => {
  let launches = 0;
  const instance = instanceOf((order) => ((launches += 1), start(order)));
  const launched = instance.launch();
  await Promise.all([instance.stop(), launched]);
  expect(instance.state).toBe('terminated');
  expect(launches).toBe(0);
});

test('a termination that comes while it stops goes before the stop, and a second one waits for the first', async () => {
  const instance = instanceOf(start);
  await instance.launch();
  const halted = instance.halt();
  const ended = [instance.stop(), instance.stop()];
  expect(instance.state).toBe('shutting-down');
  await halted;
  expect(['shutting-down', 'terminated']).toContain(instance.state);
  await Promise.all(ended);
  expect(instance.state).toBe('terminated');
  await instance.start();
  await instance.halt();
  expect(instance.state).toBe('terminated');
});

test('an instance whose process cannot be ended is terminated nevertheless, and the failure is told', async () => {
  const instance = instanceOf(async (order) => Object.assign(await start(order), { stop: () => Promise.reject(new Error('will not die')) }));
  await instance.launch();
  const [machine] = machines;
  await expect(instance.stop()).rejects.toThrow('will not die');
  expect(instance.state).toBe('terminated');
  if (machine) await AnsweringMachine.prototype.stop.call(machine);
  machines.length = 0;
});
