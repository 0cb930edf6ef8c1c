import type { PostgresServer, ProcessSpec, RunningProcess, RuntimeAdapter } from '../port.js';
import { AppImages } from './app-image.js';
import { startAppProcess } from './app-process.js';
import type { Engine } from './engine.js';
import { InstanceHosts, type InstanceHost } from './instance-hosts.js';
import { labelsOf } from './labels.js';
import { startContainer } from './labelled-container.js';
import { startPostgresContainer } from './postgres.js';
import type { RunNetwork } from './run-network.js';
import { removeContainer, removeRun } from './sweep.js';

export interface RunOptions {
  /** Unique among the runs of this engine; letters, digits, dots and dashes. */
  readonly runId: string;
  readonly postgresImage: string;
}

/** Containers for everything: Postgres, and for each instance a host with the app's containers inside. */
export class ContainersRuntime implements RuntimeAdapter {
  readonly kind = 'containers';
  readonly serviceHost: string;
  readonly #hosts: InstanceHosts;
  readonly #images: AppImages;
  readonly #labels: Record<string, string>;
  /** Starts under way, which close() must wait for, or their containers would come after it. */
  readonly #starting = new Set<Promise<unknown>>();
  #containers = 0;
  #closing: Promise<void> | undefined;

  constructor(
    private readonly engine: Engine,
    private readonly network: RunNetwork,
    private readonly options: RunOptions,
  ) {
    this.serviceHost = network.gateway;
    this.#labels = labelsOf(options.runId);
    this.#images = new AppImages(engine);
    this.#hosts = new InstanceHosts({
      make: () => this.#makeHost(),
      remove: ({ id }) => removeContainer(engine, id),
    });
    this.#hosts.prepare();
  }

  startPostgres(): Promise<PostgresServer> {
    return this.#track(() =>
      startPostgresContainer({
        engine: this.engine,
        image: this.options.postgresImage,
        network: this.network.name,
        containerName: this.#nameFor('postgres'),
        labels: this.#labels,
      }),
    );
  }

  startProcess(spec: ProcessSpec): Promise<RunningProcess> {
    return this.#track(async () => {
      const image = await this.#images.imageFor(spec);
      const host = await this.#hosts.occupy(spec.name);
      try {
        const place = { engine: this.engine, host, image, containerName: this.#nameFor(spec.name), labels: this.#labels };
        const running = await startAppProcess(spec, place);
        void running.exited.then(() => this.#hosts.vacate(spec.name, host));
        return running;
      } catch (error) {
        this.#hosts.vacate(spec.name, host);
        throw error;
      } finally {
        this.#hosts.prepare();
      }
    });
  }

  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    await Promise.allSettled([...this.#starting, this.#hosts.close()]);
    await removeRun(this.engine, this.options.runId);
  }

  async #makeHost(): Promise<InstanceHost> {
    const started = await startContainer(this.engine, {
      // Any image with a shell's tools would do; this one is there in every run.
      image: this.options.postgresImage,
      name: this.#nameFor('host'),
      labels: this.#labels,
      command: ['sleep', 'infinity'],
      host: { NetworkMode: this.network.name },
    });
    return { id: started.getId(), address: started.getIpAddress(this.network.name) };
  }

  async #track<T>(start: () => Promise<T>): Promise<T> {
    if (this.#closing) throw new Error('the containers runtime is closed');
    const starting = start();
    this.#starting.add(starting);
    try {
      return await starting;
    } finally {
      this.#starting.delete(starting);
    }
  }

  #nameFor(what: string): string {
    this.#containers += 1;
    return `canarybed-${this.options.runId}-${what.replace(/[^\w.-]/g, '-')}-${this.#containers}`;
  }
}
