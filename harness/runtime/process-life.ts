import { createConnection } from 'node:net';
import type { Clock } from '../model/clock.js';
import { wallNow, wallSleep, wallTimer } from '../model/wall-clock.js';
import type { ProcessExit, ProcessSpec, RunningProcess, RuntimeAdapter } from './port.js';
import type { SocketAddress } from '../services/socket-address.js';
import { mayRespawn } from './respawn.js';

export type LifeEvent =
  | { readonly type: 'starting'; readonly process: string }
  | { readonly type: 'listening'; readonly seconds: number }
  | { readonly type: 'boot-limit'; readonly seconds: number }
  /** `stopped`: it was ended from outside, which says nothing about the release. */
  | { readonly type: 'exited'; readonly exit: ProcessExit; readonly stopped?: true }
  | { readonly type: 'respawning'; readonly times: number }
  | { readonly type: 'respawn-stopped' };

/** Wall seconds between two looks at whether the port is open: a share of the time so far, within bounds. */
const lookAfter = (seconds: number): number => Math.min(0.2, Math.max(0.02, seconds / 15));

/** The process of an instance through its starts and ends, as an init job keeps it. */
export class ProcessLife {
  readonly exits: ProcessExit[] = [];
  readonly respawnedAt: number[] = [];
  current: RunningProcess | undefined;
  listening = false;
  /** True once no process runs and none will be started again. */
  gone = false;
  /** Wall seconds that the first start to succeed within the boot limit took: to the open port, or to the line that says so. */
  bootSeconds: number | undefined;
  /** The environment that the last started process was really given; undefined where that cannot be read. */
  environment: Readonly<Record<string, string>> | undefined;
  /** Whether the log has said that the start is over; true from the beginning where it does not say so. */
  #booted = true;
  #stopping = false;
  #starting: Promise<void> = Promise.resolve();
  #ended: Promise<void> = Promise.resolve();

  constructor(
    private readonly adapter: RuntimeAdapter,
    private readonly spec: ProcessSpec,
    private readonly options: {
      readonly clock: Clock;
      readonly respawn: boolean;
      readonly bootLimit: number;
      /** Text of the line without which an open port is not the end of a start. */
      readonly bootedLine?: string | undefined;
    },
    private readonly emit: (event: LifeEvent) => void,
  ) {}

  /** Starts the process; resolves when it was spawned, not when it listens. */
  start(): Promise<void> {
    this.#starting = this.#start();
    return this.#starting;
  }

  async #start(): Promise<void> {
    const release = this.options.clock.hold('process is booting');
    const startedAt = wallNow();
    this.#booted = this.options.bootedLine === undefined;
    try {
      this.current = await this.adapter.startProcess({ ...this.spec, onLine: (line) => this.#hear(line) });
    } catch (error) {
      release();
      throw error;
    }
    const running = this.current;
    this.emit({ type: 'starting', process: running.id });
    let alive = true;
    this.#ended = running.exited.then((exit) => {
      alive = false;
      this.#afterExit(exit);
    });
    this.environment = await running.environment();
    void this.#watchPort(running, startedAt, () => alive).finally(release);
  }

  #hear(line: string): void {
    const { bootedLine } = this.options;
    if (bootedLine !== undefined && line.includes(bootedLine)) this.#booted = true;
    this.spec.onLine(line);
  }

  /** Whether the start is over: what stands before the app may open the port long before. */
  async #isUp(address: SocketAddress): Promise<boolean> {
    return this.#booted && connects(address);
  }

  async #watchPort(running: RunningProcess, startedAt: number, isAlive: () => boolean): Promise<void> {
    while (isAlive()) {
      const seconds = wallNow() - startedAt;
      if (await this.#isUp(running.address)) {
        if (!isAlive()) return;
        this.listening = true;
        this.bootSeconds ??= seconds;
        this.emit({ type: 'listening', seconds });
        return;
      }
      if (seconds > this.options.bootLimit) {
        this.emit({ type: 'boot-limit', seconds });
        return void this.#watchLateListener(running, startedAt, isAlive);
      }
      await wallSleep(lookAfter(seconds));
    }
  }

  /** After the boot limit nobody waits for the port, but its opening is still an event that explains a change. */
  async #watchLateListener(running: RunningProcess, startedAt: number, isAlive: () => boolean): Promise<void> {
    while (isAlive() && !this.#stopping) {
      if (await this.#isUp(running.address)) {
        if (!isAlive()) return;
        this.listening = true;
        this.emit({ type: 'listening', seconds: wallNow() - startedAt });
        return;
      }
      await wallSleep(0.25);
    }
  }

  #afterExit(exit: ProcessExit): void {
    this.listening = false;
    // What we ended ourselves says nothing about the release.
    if (!this.#stopping) this.exits.push(exit);
    const again = this.options.respawn && !this.#stopping && mayRespawn(this.respawnedAt, wallNow());
    this.gone = !again;
    this.emit({ type: 'exited', exit, ...(this.#stopping ? { stopped: true } : {}) });
    if (again) void this.#respawn();
    else if (this.options.respawn && !this.#stopping) this.emit({ type: 'respawn-stopped' });
  }

  async #respawn(): Promise<void> {
    const release = this.options.clock.hold('process is respawning');
    this.respawnedAt.push(wallNow());
    this.emit({ type: 'respawning', times: this.respawnedAt.length });
    try {
      await this.start();
    } catch {
      this.gone = true;
    } finally {
      release();
    }
  }

  /**
   * Ends the process for good. SIGKILL: how an app drains is tested where the app is, not at every scenario's end.
   * @param patience wall seconds for it to end by itself, at SIGTERM, where what it has still to write is wanted
   */
  async stop(patience = 0): Promise<void> {
    this.#stopping = true;
    // A process that is just coming back would otherwise outlive this.
    await this.#starting.catch(() => undefined);
    const { current } = this;
    if (patience > 0) {
      await current?.kill('SIGTERM');
      const cancel = wallTimer(patience, () => void current?.kill('SIGKILL'));
      await this.#ended;
      cancel();
    }
    await current?.kill('SIGKILL');
    await this.#ended;
  }
}

/** Whether somebody accepts connections there, within a second. */
export function connects({ host, port }: SocketAddress): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection({ host, port });
    const answer = (open: boolean): void => {
      socket.destroy();
      resolve(open);
    };
    socket.once('connect', () => answer(true));
    socket.once('error', () => answer(false));
    socket.setTimeout(1000, () => answer(false));
  });
}
