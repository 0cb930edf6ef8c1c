import { AutoScalingClient, DescribeAutoScalingGroupsCommand, type AutoScalingGroup } from '@aws-sdk/client-auto-scaling';
import { DescribeInstanceHealthCommand, DescribeLoadBalancersCommand, ElasticLoadBalancingClient } from '@aws-sdk/client-elastic-load-balancing';
import { join } from 'node:path';
import { findTerraform } from '../harness/terraform/find-terraform.js';
import { ProviderPool } from '../harness/terraform/provider-pool.js';
import { Terraform, type ApplyResult, type PlanResult } from '../harness/terraform/workspace.js';
import { startProgram, type Program } from './program.testing.js';
import { SteadyUsers } from './steady-users.testing.js';

/** Images of `images.ts`. */
export const GOOD = 'ami-0000000000000000a';
export const NEXT = 'ami-0000000000000000b';
/** Refuses to boot. */
export const BROKEN = 'ami-0000000000000000c';
/** Boots, and fails its health checks. */
export const SICK = 'ami-0000000000000000d';

/** What lets a sequence of rollouts end within a test: the rest is as an example has it. */
const VARIABLES = { health_check: { interval: 5, timeout: 2 }, draining: 5, certificate_arn: 'arn:aws:acm:us-east-1:123456789012:certificate/3f1a7c52-6a1b-4ad3-9d0e-7b1c8d2e9f40' };

/** Time-outs of an apply that is expected to go well, and of one that is not. */
const [PATIENT, BRIEF] = ['3m', '20s'];

export const SDK = { region: 'us-east-1', credentials: { accessKeyId: 'canarybed', secretAccessKey: 'canarybed' } };

interface State {
  readonly instances: readonly { readonly id: string; readonly state: string; readonly group?: string }[];
  readonly [services: string]: unknown;
}

/** `canarybed serve` with the shop's images, an example's Terraform files before it, and users. */
export class ServedRollout {
  readonly autoScaling: AutoScalingClient;
  readonly classic: ElasticLoadBalancingClient;
  users: SteadyUsers | undefined;

  private constructor(
    private readonly program: Program,
    readonly url: string,
    private readonly terraform: Terraform,
    private readonly providers: ProviderPool,
  ) {
    this.autoScaling = new AutoScalingClient({ ...SDK, endpoint: url });
    this.classic = new ElasticLoadBalancingClient({ ...SDK, endpoint: url });
  }

  /** @param example name of a folder beside this file */
  static async open(example: string): Promise<ServedRollout> {
    const found = await findTerraform();
    if (!found.found) throw new Error(found.reason);
    const program = startProgram(['serve', 'examples/images.ts', '--port', '0']);
    const [, url = ''] = await program.says(/export AWS_ENDPOINT_URL=(\S+)/);
    await program.says(/runtime: embedded/);
    const providers = new ProviderPool(program.folder);
    const terraform = Terraform.open({ terraform: found, folder: join(__dirname, example), endpoint: { url }, providers, temporaryRoot: program.folder });
    const rollout = new ServedRollout(program, url, terraform, providers);
    const init = await terraform.init();
    if (!init.ok) throw new Error(init.output);
    return rollout;
  }

  apply(ami: string, variables: object = {}): Promise<ApplyResult> {
    return this.terraform.apply({ variables: { ...VARIABLES, wait_for_capacity_timeout: ami === BROKEN ? BRIEF : PATIENT, ami, ...variables } });
  }

  plan(ami: string, variables: object = {}): Promise<PlanResult> {
    return this.terraform.plan({ variables: { ...VARIABLES, wait_for_capacity_timeout: PATIENT, ami, ...variables } });
  }

  destroy(ami: string): Promise<ApplyResult> {
    return this.terraform.destroy({ variables: { ...VARIABLES, ami } });
  }

  /** Objects of a type in Terraform's state: what it holds for the present one, and what is left over. */
  objects(type: string): { id: unknown; tainted: boolean; deposed: boolean }[] {
    return this.terraform
      .state()
      .filter((object) => object.type === type)
      .map(({ attributes, tainted, deposedKey }) => ({ id: attributes.id, tainted, deposed: deposedKey !== undefined }));
  }

  async groups(): Promise<AutoScalingGroup[]> {
    const { AutoScalingGroups = [] } = await this.autoScaling.send(new DescribeAutoScalingGroupsCommand({}));
    return AutoScalingGroups;
  }

  /** Ids of a group's instances. */
  async instancesOf(group: unknown): Promise<string[]> {
    return (await this.groups()).filter(({ AutoScalingGroupName: name }) => name === group).flatMap(({ Instances = [] }) => Instances.map(({ InstanceId = '' }) => InstanceId)).sort();
  }

  /** What the classic balancer says of each instance that it holds. */
  async health(): Promise<Record<string, string | undefined>> {
    const { LoadBalancerDescriptions: [balancer] = [] } = await this.classic.send(new DescribeLoadBalancersCommand({}));
    if (!balancer) return {};
    const { InstanceStates = [] } = await this.classic.send(new DescribeInstanceHealthCommand({ LoadBalancerName: balancer.LoadBalancerName }));
    return Object.fromEntries(InstanceStates.map(({ InstanceId = '', State }) => [InstanceId, State]));
  }

  /** Users come to the listener that outside is one of HTTPS. */
  async letUsersIn(): Promise<void> {
    const text = JSON.stringify(await this.state());
    const [, host = '', port = ''] = /"protocol":"HTTPS"[^{}]*?"address":"([^":]+):(\d+)"/.exec(text) ?? [];
    this.users = new SteadyUsers({ host, port: Number(port) });
  }

  async state(): Promise<State> {
    return (await (await fetch(`${this.url}/_canarybed/state`)).json()) as State;
  }

  /** Resolves once something holds. @throws when it does not within some seconds */
  async until(what: string, seconds: number, holds: () => boolean | Promise<boolean>): Promise<void> {
    const deadline = performance.now() + seconds * 1000;
    while (!(await holds())) {
      if (performance.now() > deadline) throw new Error(`not within ${seconds} s: ${what}\n${this.program.output.slice(-2000)}`);
      await new Promise((resolve) => setTimeout(resolve, 250));
    }
  }

  async close(): Promise<void> {
    await this.users?.leave();
    await this.terraform.close();
    await this.providers.close();
    this.program.child.kill('SIGTERM');
    await this.program.ended;
    await this.program.isGone();
    await this.program.end();
  }
}
