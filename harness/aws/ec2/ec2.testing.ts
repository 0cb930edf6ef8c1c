import type { MachineOrder } from '../machine.js';
import { AMI, coreWithMachines } from '../machines.testing.js';
import type { CoreOptions } from '../region-base.js';
import { createDoor } from '../wire/router.js';
import { clientOf } from '../wire/sdk-clients.testing.js';
import { openEc2 } from './open-ec2.js';

export { AMI };

/** An id of that kind which nothing has. */
export const nobody = (prefix: string): string => `${prefix}-0fffffffffffffff0`;

/** EC2 with the SDK's own client before it, and machines that answer behind it. Whatever goes wrong inside fails the test. */
export function ec2WithMachines(options: Partial<CoreOptions> & { status?: (order: MachineOrder) => number } = {}) {
  const { core, machines } = coreWithMachines(options);
  const ec2 = openEc2(core);
  const door = createDoor({ ec2: (sdk) => ec2.handlers(sdk) }, { onDefect: (error) => fail(error) });
  const client = clientOf('ec2', door);
  // Answers are looked into freely: what they lack, the expectations tell.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  const send = (action: string, input: object = {}): Promise<any> => client.send(action, input);
  return {
    core,
    machines,
    templates: ec2.templates,
    send,
    /** Code and text of the error that a request gets. */
    refusal: (action: string, input: object = {}): Promise<{ code: string; message: string }> =>
      send(action, input).then(
        (answer) => Promise.reject(new Error(`${action} was not refused: ${JSON.stringify(answer)}`)),
        ({ name, message }: Error) => ({ code: name, message }),
      ),
    launch: async (input: object = {}): Promise<string> => {
      const { Instances } = await send('RunInstances', { ImageId: AMI, MinCount: 1, MaxCount: 1, ...input });
      return Instances[0].InstanceId as string;
    },
    /** Resolves once an instance is in a state, and whatever else is awaited has come; @throws after ten seconds. */
    until: async (id: string, state: string, also: () => boolean = () => true): Promise<void> => {
      const deadline = core.clock.now() + 10;
      while (core.instances.find(id)?.state !== state || !also()) {
        if (core.clock.now() > deadline) throw new Error(`${id} is ${core.instances.find(id)?.state}, not ${state}`);
        await core.clock.sleepUntil(core.clock.now() + 0.005);
      }
    },
    close: async (): Promise<void> => {
      await core.instances.close();
      core.clock.stop();
    },
  };
}

const fail = (error: unknown): void => {
  throw error;
};
