import type { PostgresServer, ProcessSpec, RunningProcess, RuntimeAdapter } from '../port.js';
import { FixedPorts } from './fixed-ports.js';
import { Ports } from './ports.js';
import { startEmbeddedPostgres } from './postgres.js';
import { startEmbeddedProcess } from './process.js';
import type { RunFolder } from '../run-folder.js';

/** No container engine: real Postgres programs and the app itself as child processes of this run. */
export class EmbeddedRuntime implements RuntimeAdapter {
  readonly kind = 'embedded';
  readonly serviceHost = '127.0.0.1';
  readonly #ports = new Ports();
  readonly #fixedPorts = new FixedPorts();
  readonly #running = new Set<RunningProcess>();
  #closed = false;

  constructor(private readonly run: RunFolder) {}

  async startPostgres(): Promise<PostgresServer> {
    if (this.#closed) throw new Error('the embedded runtime is closed');
    return startEmbeddedPostgres(this.run, this.#ports);
  }

  async startProcess(spec: ProcessSpec): Promise<RunningProcess> {
    if (this.#closed) throw new Error('the embedded runtime is closed');
    const process = await startEmbeddedProcess(spec, this.run, this.#ports);
    this.#running.add(process);
    void process.exited.then(() => this.#running.delete(process));
    return process;
  }

  occupyPort(port: number, signal?: AbortSignal): Promise<() => void> {
    return this.#fixedPorts.occupy(port, signal);
  }

  async close(): Promise<void> {
    this.#closed = true;
    const ending = [...this.#running].map(async (running) => {
      await running.kill('SIGKILL');
      await running.exited;
    });
    await Promise.all(ending);
    // Also ends Postgres, whose data goes with it, and children that outlived their parent.
    this.run.remove();
  }
}
