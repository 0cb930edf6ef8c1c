import type { LocalStackPlan } from '../model/localstack.js';
import type { SocketAddress } from '../services/socket-address.js';
import { startLocalStackContainer, type Discard } from './containers/start-localstack.js';
import { findRunning, untilInitialized } from './localstack-ready.js';

export interface LocalStackOptions {
  readonly runId: string;
  /** Host and port of the endpoint through which clients reach it. */
  readonly endpoint: string;
  readonly region: string;
}

/** The LocalStack of a run: in a container that ends with the run, or one that runs already and stays. */
export class LocalStack {
  readonly name = 'LocalStack';
  #started: Promise<SocketAddress> | undefined;
  #discard: Discard = () => Promise.resolve();
  #closed: Promise<void> | undefined;

  constructor(private readonly plan: LocalStackPlan) {}

  /**
   * Starts it, and waits until its scripts have ended.
   * @throws EnvironmentError when it does not come up, or a script of its fails
   */
  async start(options: LocalStackOptions): Promise<void> {
    if (this.#closed) throw new Error('the run was stopped');
    this.#started = this.#start(options);
    this.#started.catch(() => undefined);
    await this.#started;
  }

  /** Where it listens, once it is ready. @throws what `start` threw */
  address(): Promise<SocketAddress> {
    return this.#started ?? Promise.reject(new Error('it was not started'));
  }

  /** Safe to call twice, also while it starts. */
  close(): Promise<void> {
    this.#closed ??= this.#close();
    return this.#closed;
  }

  async #close(): Promise<void> {
    await this.#discard();
    await this.#started?.catch(() => undefined);
  }

  async #start(options: LocalStackOptions): Promise<SocketAddress> {
    const { plan } = this;
    if (plan.kind === 'running') return findRunning(plan.url);
    const address = await startLocalStackContainer(plan, options, (discard) => {
      this.#discard = discard;
      if (this.#closed) void discard().catch(() => undefined);
    });
    if (plan.init !== undefined) await untilInitialized(address, plan.init);
    return address;
  }
}
