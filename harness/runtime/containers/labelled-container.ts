import type { Container, ContainerCreateOptions, HostConfig } from 'dockerode';
import { GenericContainer, type StartedTestContainer, type WaitStrategy } from 'testcontainers';
import { removeContainer } from './sweep.js';
import type { Engine } from './engine.js';

export interface ContainerPlan {
  readonly image: string;
  readonly name: string;
  readonly labels: Record<string, string>;
  readonly command: readonly string[];
  readonly options?: ContainerCreateOptions;
  readonly host: HostConfig;
  /** Called with the created container before it starts. */
  onCreated?(container: Container): Promise<void>;
}

/**
 * Starts a container and returns as soon as its process runs, or has already ended.
 *
 * @throws the engine's error; nothing is left of the container then
 */
export async function startContainer(engine: Engine, plan: ContainerPlan): Promise<StartedTestContainer> {
  const container = new PlannedContainer(engine, plan);
  try {
    return await container.start();
  } catch (error) {
    if (container.createdId !== undefined) await removeContainer(engine, container.createdId);
    throw error;
  }
}

class PlannedContainer extends GenericContainer {
  createdId: string | undefined;

  constructor(
    private readonly engine: Engine,
    private readonly plan: ContainerPlan,
  ) {
    super(plan.image);
    const [program = '', ...rest] = plan.command;
    // As the entrypoint: an image's own would run something else than the command that is under test.
    this.withName(plan.name).withLabels(plan.labels).withEntrypoint([program]).withCommand(rest);
    this.withWaitStrategy(NO_WAIT);
    Object.assign(this.createOpts, plan.options);
    Object.assign(this.hostConfig, plan.host);
    // testcontainers writes its own idea of the network over the host configuration.
    if (plan.host.NetworkMode !== undefined) this.withNetworkMode(plan.host.NetworkMode);
  }

  protected override async containerCreated(id: string): Promise<void> {
    this.createdId = id;
    await this.plan.onCreated?.(this.engine.container.getById(id));
  }
}

/** The strategies of testcontainers remove a container that ended before it was ready; here its end is the result. */
export const NO_WAIT: WaitStrategy = {
  waitUntilReady: () => Promise.resolve(),
  withStartupTimeout: () => NO_WAIT,
  isStartupTimeoutSet: () => true,
  getStartupTimeout: () => 0,
};
