/** A container that does nothing but own an address; the app's containers of one instance come and go inside it. */
export interface InstanceHost {
  readonly id: string;
  readonly address: string;
}

export interface HostMaker {
  make(): Promise<InstanceHost>;
  remove(host: InstanceHost): Promise<void>;
}

/** Hosts kept after their app has ended. A judged instance may still be probed for a while, but not for ever. */
const MAX_IDLE = 24;

/**
 * Hosts of the instances of a run, by the instance's name.
 *
 * An app that has its container's own address takes the address with it when it dies: a probe would then hang for
 * seconds, and later reach whoever is given the address next, where a real machine refuses at once. So the address
 * belongs to a host that outlives the app and its respawns, as a machine does. Making the network is also the slow part of
 * a start, so that one host is always made ahead.
 */
export class InstanceHosts {
  readonly #byName = new Map<string, { readonly host: InstanceHost; busy: boolean }>();
  #spare: Promise<InstanceHost> | undefined;
  #closed = false;

  constructor(private readonly maker: HostMaker) {}

  /** Makes a host ahead of need. A failure shows when the host is needed. */
  prepare(): void {
    if (this.#closed || this.#spare) return;
    this.#spare = this.maker.make();
    this.#spare.catch(() => undefined);
  }

  /** The instance's host: the same one at every respawn. */
  async occupy(name: string): Promise<InstanceHost> {
    const known = this.#byName.get(name);
    if (known && !known.busy) {
      known.busy = true;
      return known.host;
    }
    const spare = this.#spare;
    this.#spare = undefined;
    const host = await (spare ?? this.maker.make());
    this.#byName.set(name, { host, busy: true });
    return host;
  }

  /** To be called when the app in the host has ended. */
  vacate(name: string, host: InstanceHost): void {
    const entry = this.#byName.get(name);
    if (entry?.host !== host) return;
    entry.busy = false;
    // Set anew, so that the map's order is that of the ends.
    this.#byName.delete(name);
    this.#byName.set(name, entry);
    const idle = [...this.#byName].filter(([, { busy }]) => !busy);
    for (const [oldName, old] of idle.slice(0, Math.max(0, idle.length - MAX_IDLE))) {
      this.#byName.delete(oldName);
      void this.maker.remove(old.host).catch(() => undefined);
    }
  }

  /** Makes no more hosts; resolves when none is being made. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#spare?.catch(() => undefined);
  }
}
