import { localStackPlan } from '../model/localstack.js';
import type { Release } from '../model/release.js';
import { buildUntilStopped } from '../runner/build-releases.js';
import { openTestbed } from '../runner/open-testbed.js';
import { scenarioAws } from '../runner/scenario-aws.js';
import type { Testbed } from '../runner/testbed.js';
import type { RuntimeChoice } from '../runtime/choose-runtime.js';

/** The one testbed of an audit, in which its release is learned and then broken: nothing of it is opened before it is needed. */
export class AuditTestbed {
  #built: Promise<void> | undefined;
  #opened: Promise<Testbed> | undefined;

  /** @param signal closes it, also one that is opened afterwards */
  constructor(
    private readonly release: Release,
    readonly choice: RuntimeChoice,
    private readonly signal: AbortSignal,
  ) {}

  /** Builds the release, once. @throws EnvironmentError with the output of a build that fails */
  build(): Promise<void> {
    return (this.#built ??= buildUntilStopped([this.release], this.choice.kind, this.signal));
  }

  /**
   * Builds the release and opens the testbed, once.
   * @throws EnvironmentError when either cannot be done
   */
  open(): Promise<Testbed> {
    return (this.#opened ??= this.#open());
  }

  /** Ends everything that was started in it. Safe to call twice, and before it was opened. */
  async close(): Promise<void> {
    const testbed = await this.#opened?.catch(() => undefined);
    await testbed?.close();
  }

  async #open(): Promise<Testbed> {
    const { release, choice, signal } = this;
    const built = this.build();
    built.catch(() => undefined);
    const localStack = localStackPlan([release], process.env);
    const testbed = await openTestbed(choice.kind, release.database !== undefined, localStack && scenarioAws(localStack, signal));
    const close = (): void => void testbed.close();
    signal.addEventListener('abort', close, { once: true });
    testbed.onClose(() => signal.removeEventListener('abort', close));
    if (signal.aborted) close();
    try {
      await built;
      return testbed;
    } catch (error) {
      await testbed.close();
      throw error;
    }
  }
}
