import { EC2 } from '@aws-sdk/client-ec2';
import { clientOptions } from '../aws/wire/sdk-clients.testing.js';
import { startCommand, type StartedProgram } from './started-program.testing.js';
import type { TinyProject } from './tiny-project.testing.js';

/** `canarybed serve` in a project, with a client before it. */
export class ServedImages {
  private constructor(
    readonly program: StartedProgram,
    readonly ec2: EC2,
    private readonly endpoint: string,
  ) {}

  static async start(project: TinyProject, ...args: string[]): Promise<ServedImages> {
    const program = startCommand(project, ['serve', '--port', '0', ...args]);
    const endpoint = (await program.says(/export AWS_ENDPOINT_URL=(\S+)/))[1] ?? '';
    return new ServedImages(program, new EC2(clientOptions(endpoint)), endpoint);
  }

  /** Launches one instance. @returns its id */
  async launch(ImageId: string): Promise<string> {
    const { Instances: [instance] = [] } = await this.ec2.runInstances({ ImageId, MinCount: 1, MaxCount: 1 });
    return instance?.InstanceId ?? '';
  }

  /** All that there is, as the state page shows it. */
  async state(): Promise<string> {
    return (await fetch(`${this.endpoint}/_canarybed/state`)).text();
  }

  async end(): Promise<void> {
    this.ec2.destroy();
    this.program.child.kill('SIGTERM');
    await this.program.ended;
    await this.program.isGone();
  }
}
