import { startProvider, type ProviderProcess } from './provider-process.js';

/** A provider's process, for one command at a time. */
export interface ProviderLease {
  readonly reattach: string;
  /** `spoilt` when the command did not end by itself: what it asked for may still be under way in the provider. */
  readonly giveBack: (state: 'fit' | 'spoilt') => Promise<void>;
}

/**
 * Providers' processes of a suite, used again by one command after the other, but never by two at once: a process has
 * one configuration, the last it was given, so that a second user's endpoint would become the first one's as well.
 * There are as many as there were commands at once, each with about 0.6 GB of memory.
 */
export class ProviderPool {
  readonly #idle = new Map<string, ProviderProcess[]>();
  readonly #all = new Set<ProviderProcess>();
  #closed = false;

  constructor(private readonly temporaryRoot?: string) {}

  /**
   * @param version tells programs apart that are not interchangeable
   * @returns undefined when the program does not come up, or the pool is closed: Terraform then starts its own
   */
  async lease(version: string, binary: string): Promise<ProviderLease | undefined> {
    const provider = this.#takeIdle(version) ?? (await this.#start(binary));
    return provider && { reattach: provider.reattach, giveBack: (state) => this.#giveBack(version, provider, state) };
  }

  /** Ends all of them. Safe to call twice. */
  async close(): Promise<void> {
    this.#closed = true;
    await Promise.all([...this.#all].map((provider) => provider.end()));
    this.#all.clear();
    this.#idle.clear();
  }

  #takeIdle(version: string): ProviderProcess | undefined {
    const idle = this.#idle.get(version) ?? [];
    for (let provider = idle.pop(); provider !== undefined; provider = idle.pop()) {
      if (provider.isRunning()) return provider;
      this.#all.delete(provider);
    }
    return undefined;
  }

  async #start(binary: string): Promise<ProviderProcess | undefined> {
    if (this.#closed) return undefined;
    const provider = await startProvider(binary, this.temporaryRoot);
    if (provider === undefined) return undefined;
    if (this.#closed) {
      await provider.end();
      return undefined;
    }
    this.#all.add(provider);
    return provider;
  }

  async #giveBack(version: string, provider: ProviderProcess, state: 'fit' | 'spoilt'): Promise<void> {
    if (state === 'fit' && provider.isRunning() && !this.#closed) {
      this.#idle.set(version, [...(this.#idle.get(version) ?? []), provider]);
      return;
    }
    this.#all.delete(provider);
    await provider.end();
  }
}
