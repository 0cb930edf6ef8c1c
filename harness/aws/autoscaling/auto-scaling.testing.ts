import { openEc2 } from '../ec2/open-ec2.js';
import { openClassic } from '../elb/open-classic.js';
import { catalogueOf, type MachineOrder } from '../machine.js';
import { AMI, coreWithMachines } from '../machines.testing.js';
import type { CoreOptions } from '../region-base.js';
import { createDoor } from '../wire/router.js';
import { clientOf } from '../wire/sdk-clients.testing.js';
import type { ServiceKey } from '../wire/services.js';
import type { Attachments } from './attachments.js';
import { openAutoScaling } from './open-auto-scaling.js';

export { AMI };

/**
 * Auto Scaling beside EC2 and classic balancers, with the SDK's own clients before it and machines that answer behind
 * it. Whatever goes wrong inside fails the test.
 * @param targetGroup stands in for the balancers of ARNs
 */
export function autoScalingWithMachines({ targetGroup = () => undefined, ...options }: Partial<CoreOptions> & { status?: (order: MachineOrder) => number; targetGroup?: Attachments['targetGroup'] } = {}) {
  const { core, machines } = coreWithMachines({ images: catalogueOf([{ id: AMI, name: 'good', description: '' }, { id: OTHER_AMI, name: 'other', description: '' }]), ...options });
  const [ec2, classic] = [openEc2(core), openClassic(core)];
  const autoScaling = openAutoScaling(core, { attachments: { classic: (name) => classic.balancer(name), targetGroup }, templates: ec2.templates });
  const defects: unknown[] = [];
  const door = createDoor(
    { autoscaling: (sdk) => autoScaling.handlers(sdk), ec2: (sdk) => ec2.handlers(sdk), elb: (sdk) => classic.handlers(sdk) },
    { onDefect: (error) => defects.push(error) },
  );
  const clients = { autoscaling: clientOf('autoscaling', door), ec2: clientOf('ec2', door), elb: clientOf('elb', door) };
  // Answers are looked into freely: what they lack, the expectations tell.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  const sendTo = async (service: Extract<ServiceKey, keyof typeof clients>, action: string, input: object): Promise<any> => {
    try {
      return await clients[service].send(action, input);
    } catch (error) {
      if (defects.length > 0) throw defects.shift();
      throw error;
    }
  };
  const send = (action: string, input: object = {}) => sendTo('autoscaling', action, input);
  const groupNamed = async (name: string) => (await send('DescribeAutoScalingGroups', { AutoScalingGroupNames: [name] })).AutoScalingGroups[0];
  /** Resolves once a condition holds; @throws after a while. */
  const until = async (condition: () => boolean | Promise<boolean>, seconds = 20): Promise<void> => {
    const deadline = core.clock.now() + seconds;
    while (!(await condition())) {
      if (core.clock.now() > deadline) throw new Error(`expected it within ${seconds} s: ${condition.toString()}`);
      await core.clock.sleepUntil(core.clock.now() + 0.01);
    }
  };
  return {
    core,
    machines,
    autoScaling,
    send,
    ec2: (action: string, input: object = {}) => sendTo('ec2', action, input),
    elb: (action: string, input: object = {}) => sendTo('elb', action, input),
    /** Code and text of the error that a request gets. */
    refusal: (action: string, input: object = {}): Promise<{ code: string; message: string }> =>
      send(action, input).then(
        (answer) => Promise.reject(new Error(`${action} was not refused: ${JSON.stringify(answer)}`)),
        ({ name, message }: Error) => ({ code: name, message }),
      ),
    groupNamed,
    until,
    /** A launch configuration of the group's name, and the group; resolves once its instances are in service. */
    create: async (name: string, input: object = {}, configuration: object = {}): Promise<void> => {
      await send('CreateLaunchConfiguration', { LaunchConfigurationName: name, ImageId: AMI, InstanceType: 't3.micro', ...configuration });
      await send('CreateAutoScalingGroup', { AutoScalingGroupName: name, LaunchConfigurationName: name, MinSize: 0, MaxSize: 4, AvailabilityZones: ['us-east-1a', 'us-east-1b'], ...input });
      await until(async () => {
        const { Instances, DesiredCapacity } = await groupNamed(name);
        return Instances.length === DesiredCapacity && Instances.every(({ LifecycleState }: { LifecycleState: string }) => LifecycleState === 'InService');
      });
    },
    /** Ids of a group's instances, in the order of its list. */
    idsOf: async (name: string): Promise<string[]> => (await groupNamed(name)).Instances.map(({ InstanceId }: { InstanceId: string }) => InstanceId),
    close: async (): Promise<void> => {
      await autoScaling.close();
      await core.instances.close();
      await classic.close();
      core.clock.stop();
    },
  };
}

export const OTHER_AMI = 'ami-00000000000000002';
