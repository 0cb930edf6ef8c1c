import type { InstanceSpec } from './ec2-instance.js';
import { AMI, AnsweringMachine, coreWithMachines } from './machines.testing.js';
import type { RegionCore } from './region-base.js';

const specIn = ({ network }: RegionCore): InstanceSpec => {
  const [subnet] = network.subnets;
  if (!subnet) throw new Error('a region has subnets');
  return { imageId: AMI, instanceType: 't3.micro', availabilityZone: subnet.zone, tags: {}, subnetId: subnet.id, vpcId: subnet.vpcId, securityGroupIds: [] };
};

const opened: RegionCore[] = [];
function open(options: Parameters<typeof coreWithMachines>[0] = {}) {
  const made = coreWithMachines(options);
  opened.push(made.core);
  return { ...made, ...made.core };
}
afterEach(async () => {
  for (const core of opened.splice(0)) {
    await core.instances.close().catch(() => undefined);
    core.clock.stop();
  }
});

test('what is launched is listed at once, and answers under its id once it has booted', async () => {
  const { core, instances } = open();
  const { instance, booted } = instances.launch(specIn(core));
  expect(instances.list()).toEqual([instance]);
  expect(instance.state).toBe('pending');
  await booted;
  const { host, port } = instance.addressOf(80);
  expect(await (await fetch(`http://${host}:${port}/`)).text()).toBe(instance.id);
  expect(instances.find(instance.id)).toBe(instance);
});

test('a launch into a subnet that does not exist is refused', () => {
  const { core, instances } = open();
  expect(() => instances.launch({ ...specIn(core), subnetId: 'subnet-0' })).toThrow("The subnet ID 'subnet-0' does not exist");
});

test('nobody launches more of them than there may be', async () => {
  const { core, instances } = open();
  const launched = Array.from({ length: 100 }, () => instances.launch(specIn(core)));
  await Promise.all(launched.map(({ booted }) => booted));
  expect(() => instances.launch(specIn(core))).toThrow('than your current instance limit of 100 allows: 0 are left.');
  await instances.terminate(launched[0]!.instance);
  await instances.launch(specIn(core)).booted;
});

test('those who ask are told of every end: by termination and by a launch that failed', async () => {
  let healthy = true;
  const { core, instances } = open({ launch: (order) => (healthy ? AnsweringMachine.start(order) : Promise.reject(new Error('no such image'))) });
  const told: string[] = [];
  instances.onTerminated((id) => told.push(id));
  const first = instances.launch(specIn(core));
  await first.booted;
  await instances.terminate(first.instance);
  healthy = false;
  const second = instances.launch(specIn(core));
  await expect(second.booted).rejects.toThrow('no such image');
  expect(told).toEqual([first.instance.id, second.instance.id]);
  expect(instances.list().map(({ state }) => state)).toEqual(['terminated', 'terminated']);
});

test('stopping one is no end, and it starts again', async () => {
  const { core, instances, machines } = open();
  const told: string[] = [];
  instances.onTerminated((id) => told.push(id));
  const { instance, booted } = instances.launch(specIn(core));
  await booted;
  await instances.halt(instance);
  await instances.start(instance);
  expect(instance.state).toBe('running');
  expect(machines).toHaveLength(2);
  expect(told).toEqual([]);
});

test('only the latest of those that have ended are remembered, and all that have not', async () => {
  const { core, instances } = open({ launch: () => Promise.reject(new Error('never')) });
  const launched: ReturnType<typeof instances.launch>[] = [];
  while (launched.length < 203) {
    const next = instances.launch(specIn(core));
    launched.push(next);
    await next.booted.catch(() => undefined);
  }
  expect(instances.list()).toHaveLength(200);
  expect(instances.find(launched[0]?.instance.id ?? '')).toBeUndefined();
  expect(instances.find(launched[202]?.instance.id ?? '')).toBeDefined();
});

test('closing ends all, also what boots just then, and nothing is launched any more', async () => {
  const { core, instances, machines } = open();
  const first = instances.launch(specIn(core));
  await first.booted;
  instances.launch(specIn(core));
  await instances.close();
  expect(instances.list().map(({ state }) => state)).toEqual(['terminated', 'terminated']);
  expect(machines.filter(({ stopped }) => !stopped)).toEqual([]);
  expect(() => instances.launch(specIn(core))).toThrow('the region is being reset');
});

test('closing tells what would not end, once everything else has', async () => {
  const stuck: AnsweringMachine[] = [];
  const { core, instances } = open({
    launch: async (order) => {
      const machine = await AnsweringMachine.start(order);
      if (stuck.length > 0) return machine;
      stuck.push(machine);
      return new Proxy(machine, { get: (of, key) => (key === 'stop' ? () => Promise.reject(new Error('will not die')) : (Reflect.get(of, key, of) as unknown)) });
    },
  });
  const launched = [instances.launch(specIn(core)), instances.launch(specIn(core))];
  await Promise.all(launched.map(({ booted }) => booted));
  await expect(instances.close()).rejects.toThrow('will not die');
  expect(instances.list().map(({ state }) => state)).toEqual(['terminated', 'terminated']);
  await stuck[0]?.stop();
});
