import { wallNow, wallSleep } from '../../model/wall-clock.js';
import { AMI, coreWithMachines } from '../machines.testing.js';
import type { CoreOptions } from '../region-base.js';
import { openEc2 } from '../ec2/open-ec2.js';
import { openAutoScaling } from '../autoscaling/open-auto-scaling.js';
import type { MachineOrder } from '../machine.js';
import { createDoor } from '../wire/router.js';
import { clientOf } from '../wire/sdk-clients.testing.js';
import { openV2 } from './open-v2.js';

export { AMI };

/** Passes and fails as soon as AWS allows it. */
const QUICK_CHECK = { HealthCheckIntervalSeconds: 5, HealthCheckTimeoutSeconds: 2, HealthyThresholdCount: 2, UnhealthyThresholdCount: 2 };

/** Waits for a condition, at most so many wall seconds. */
export async function until(condition: () => boolean | Promise<boolean>, seconds = 20): Promise<void> {
  const giveUpAt = wallNow() + seconds;
  while (!(await condition())) {
    if (wallNow() > giveUpAt) throw new Error(`expected it within ${seconds} s: ${condition.toString()}`);
    await wallSleep(0.02);
  }
}

interface ListenerState {
  readonly port: number;
  readonly address: string;
}

/**
 * Elastic Load Balancing v2 beside EC2 and Auto Scaling, with the SDK's own clients before it and machines that answer
 * behind it. Whatever goes wrong inside fails the test.
 */
export function v2WithMachines(options: Partial<CoreOptions> & { status?: (order: MachineOrder) => number } = {}) {
  const { core, machines } = coreWithMachines(options);
  const [ec2, v2] = [openEc2(core), openV2(core)];
  const autoScaling = openAutoScaling(core, { attachments: { classic: () => undefined, targetGroup: (arn) => v2.targetGroup(arn) }, templates: ec2.templates });
  const defects: unknown[] = [];
  const door = createDoor(
    { elbv2: (sdk) => v2.handlers(sdk), ec2: (sdk) => ec2.handlers(sdk), autoscaling: (sdk) => autoScaling.handlers(sdk) },
    { onDefect: (error) => defects.push(error) },
  );
  const clients = { elbv2: clientOf('elbv2', door), ec2: clientOf('ec2', door), autoscaling: clientOf('autoscaling', door) };
  // Answers are looked into freely: what they lack, the expectations tell.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  const sendTo = async (service: keyof typeof clients, action: string, input: object): Promise<any> => {
    try {
      return await clients[service].send(action, input);
    } catch (error) {
      if (defects.length > 0) throw defects.shift();
      throw error;
    }
  };
  const send = (action: string, input: object = {}) => sendTo('elbv2', action, input);
  const subnets = (...letters: string[]): string[] => letters.map((letter) => core.network.subnetOfZone(`us-east-1${letter}`)?.id ?? '');
  const listenersOf = (name: string): readonly ListenerState[] =>
    (v2.state().loadBalancers as { name: string; listeners: ListenerState[] }[]).find((balancer) => balancer.name === name)?.listeners ?? [];
  const stateOf = async (group: string, id: string): Promise<string> =>
    (await send('DescribeTargetHealth', { TargetGroupArn: group, Targets: [{ Id: id }] })).TargetHealthDescriptions[0].TargetHealth.State;
  return {
    core,
    machines,
    v2,
    send,
    subnets,
    stateOf,
    ec2: (action: string, input: object = {}) => sendTo('ec2', action, input),
    autoscaling: (action: string, input: object = {}) => sendTo('autoscaling', action, input),
    /** Code and text of the error that a request gets. */
    refusal: (action: string, input: object = {}): Promise<{ code: string; message: string }> =>
      send(action, input).then(
        (answer) => Promise.reject(new Error(`${action} was not refused: ${JSON.stringify(answer)}`)),
        ({ name, message }: Error) => ({ code: name, message }),
      ),
    /** A load balancer in two zones; resolves to its ARN. */
    balancer: async (Name: string, more: object = {}): Promise<string> =>
      (await send('CreateLoadBalancer', { Name, Subnets: subnets('a', 'b'), ...more })).LoadBalancers[0].LoadBalancerArn,
    /** A target group of instances; resolves to its ARN. */
    group: async (Name: string, more: object = {}): Promise<string> =>
      (await send('CreateTargetGroup', { Name, Protocol: 'HTTP', Port: 80, VpcId: core.network.vpcId, ...QUICK_CHECK, ...more })).TargetGroups[0].TargetGroupArn,
    /** A listener that forwards to a target group, or does what is given; resolves to its ARN. */
    listener: async (LoadBalancerArn: string, action: string | object, more: object = {}): Promise<string> => {
      const DefaultActions = [typeof action === 'string' ? { Type: 'forward', TargetGroupArn: action } : action];
      return (await send('CreateListener', { LoadBalancerArn, Protocol: 'HTTP', Port: 80, DefaultActions, ...more })).Listeners[0].ListenerArn;
    },
    /** A running instance; resolves to its id. */
    launch: async (letter = 'a'): Promise<string> => {
      const { Instances } = await sendTo('ec2', 'RunInstances', { ImageId: AMI, MinCount: 1, MaxCount: 1, SubnetId: subnets(letter)[0] });
      const id: string = Instances[0].InstanceId;
      await until(() => core.instances.find(id)?.state === 'running');
      return id;
    },
    /** Registers an instance; resolves once it is healthy. */
    serve: async (TargetGroupArn: string, Id: string): Promise<void> => {
      await send('RegisterTargets', { TargetGroupArn, Targets: [{ Id }] });
      await until(async () => (await stateOf(TargetGroupArn, Id)) === 'healthy');
    },
    /** Where the listener of a port of a balancer really listens. */
    urlOf: (name: string, port = 80): string => `http://${listenersOf(name).find((listener) => listener.port === port)?.address}`,
    close: async (): Promise<void> => {
      await autoScaling.close();
      await core.instances.close();
      await v2.close();
      core.clock.stop();
      if (defects.length > 0) throw defects[0];
    },
  };
}
