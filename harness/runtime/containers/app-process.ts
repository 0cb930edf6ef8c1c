import { setTimeout as wait } from 'node:timers/promises';
import type { Container } from 'dockerode';
import type { ProcessExit, ProcessSpec, RunningProcess } from '../port.js';
import type { AppImage } from './app-image.js';
import { planApp, portOf } from './app-plan.js';
import { unlessGone, type Engine } from './engine.js';
import { freeze } from './freeze.js';
import { exitOf } from './exit-status.js';
import type { InstanceHost } from './instance-hosts.js';
import { startContainer } from './labelled-container.js';
import type { SocketAddress } from '../../services/socket-address.js';
import { followOutput, type Output } from './output-lines.js';
import { sendSignal } from './send-signal.js';

/** Milliseconds for the last lines of a container that has ended; they come with the end, or not at all. */
const LAST_LINES_MS = 2000;

export interface AppPlace {
  readonly engine: Engine;
  readonly host: InstanceHost;
  readonly image: AppImage;
  readonly containerName: string;
  readonly labels: Record<string, string>;
}

/**
 * Starts the app in a container inside its instance's host; resolves when its process was started.
 *
 * @throws the engine's error when the container cannot be started
 */
export async function startAppProcess(spec: ProcessSpec, place: AppPlace): Promise<RunningProcess> {
  let output: Output | undefined;
  const plan = planApp(spec, place);
  try {
    const started = await startContainer(place.engine, {
      ...plan,
      onCreated: async (container) => {
        output = await followOutput(container, (line) => spec.onLine(line));
      },
    });
    return new AppProcess(place.engine.container.getById(started.getId()), { host: place.host.address, port: portOf(spec) }, output);
  } catch (error) {
    output?.stop();
    throw error;
  }
}

class AppProcess implements RunningProcess {
  readonly id: string;
  readonly exited: Promise<ProcessExit>;
  readonly shellLine: string;
  #cpuSeconds = 0;

  constructor(
    private readonly container: Container,
    readonly address: SocketAddress,
    output: Output | undefined,
  ) {
    this.id = container.id.slice(0, 12);
    this.shellLine = `docker exec -it ${this.id} sh`;
    this.exited = this.#end(output);
  }

  kill(signal: NodeJS.Signals): Promise<void> {
    return sendSignal(this.container, signal);
  }

  pause(): Promise<void> {
    return unlessGone(freeze(() => this.container.pause()));
  }

  resume(): Promise<void> {
    return unlessGone(this.container.unpause());
  }

  async cpuSeconds(): Promise<number> {
    try {
      const { cpu_stats: cpu } = await this.container.stats({ stream: false, 'one-shot': true });
      // A container that has ended answers with zeros.
      this.#cpuSeconds = Math.max(this.#cpuSeconds, cpu.cpu_usage.total_usage / 1e9);
    } catch {
      // The last value stands.
    }
    return this.#cpuSeconds;
  }

  async environment(): Promise<Readonly<Record<string, string>> | undefined> {
    try {
      const { Config } = await this.container.inspect();
      // An entry without "=" takes a setting of the image away.
      const pairs = Config.Env.filter((entry) => entry.includes('='));
      return Object.fromEntries(pairs.map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]));
    } catch {
      return undefined;
    }
  }

  async #end(output: Output | undefined): Promise<ProcessExit> {
    const exit = await this.container
      .wait()
      .then(({ StatusCode }: { StatusCode: number }) => exitOf(StatusCode))
      // Removed under our hands.
      .catch(() => ({ code: null, signal: 'SIGKILL' }));
    // The last lines of a dying process are evidence and must be in before its end is known.
    await Promise.race([output?.ended, wait(LAST_LINES_MS, undefined, { ref: false })]);
    output?.stop();
    return exit;
  }
}
