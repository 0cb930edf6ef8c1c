import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { openCore, type CoreOptions, type RegionCore } from './region-base.js';
import { catalogueOf, NOWHERE, type Machine, type MachineOrder } from './machine.js';
import { EXAMPLE_ACCOUNT } from './place.js';

export const PLACE = { region: 'us-east-1', account: EXAMPLE_ACCOUNT } as const;
export const AMI = 'ami-00000000000000001';

/** A machine that answers every HTTP request with one status, on a real loopback socket. */
export class AnsweringMachine implements Machine {
  /** Status of its answers; may be changed at any time. */
  status = 200;
  /** Its process has died and is not started again. */
  gone = false;
  readonly mark = 0;
  requests = 0;
  stopped = false;
  /** Users' requests wait until they are released; health checks do not. */
  hold = false;
  readonly #waiting: ServerResponse[] = [];
  #server!: Server;

  private constructor(readonly order: MachineOrder) {}

  static async start(order: MachineOrder): Promise<AnsweringMachine> {
    const machine = new AnsweringMachine(order);
    machine.#server = createServer(({ headers }, response) => {
      machine.requests += 1;
      if (machine.hold && !headers['user-agent']?.startsWith('ELB-HealthChecker')) machine.#waiting.push(response);
      else machine.#answer(response);
    });
    await new Promise<void>((resolve) => machine.#server.listen(0, '127.0.0.1', resolve));
    return machine;
  }

  /** Requests that wait to be answered. */
  get held(): number {
    return this.#waiting.length;
  }

  release(): void {
    this.hold = false;
    for (const response of this.#waiting.splice(0)) this.#answer(response);
  }

  get id(): string {
    return this.order.id;
  }
  get privateAddress(): string {
    return this.order.privateAddress;
  }
  get listening(): boolean {
    return !this.stopped && !this.gone;
  }

  addressOf(port: number): { host: string; port: number } {
    const { port: own } = this.#server.address() as AddressInfo;
    return port === 80 ? { host: '127.0.0.1', port: own } : NOWHERE;
  }

  #answer(response: ServerResponse): void {
    response.writeHead(this.status, { 'content-length': this.id.length }).end(this.id);
  }

  activity(): Promise<{ cpuSeconds: number; linkBytes: number; logLines: number }> {
    return Promise.resolve({ cpuSeconds: 0, linkBytes: 0, logLines: 0 });
  }

  noteCheck(): Promise<void> {
    return Promise.resolve();
  }

  lastLines(count: number): string[] {
    return [`${this.id} boots`, `${this.id} listens`].slice(-count);
  }

  stop(): Promise<void> {
    if (this.stopped) return Promise.resolve();
    this.stopped = true;
    this.#server.closeAllConnections();
    return new Promise((resolve) => this.#server.close(() => resolve()));
  }
}

/** A core whose machines answer with what `status` says at their launch; `machines` are those that were launched. */
export function coreWithMachines({ status = () => 200, ...options }: Partial<CoreOptions> & { status?: (order: MachineOrder) => number } = {}): {
  readonly core: RegionCore;
  readonly machines: AnsweringMachine[];
} {
  const machines: AnsweringMachine[] = [];
  const core = openCore({
    place: PLACE,
    images: catalogueOf([{ id: AMI, name: 'good', description: 'answers as it is told' }]),
    launch: async (order) => {
      const machine = await AnsweringMachine.start(order);
      machine.status = status(order);
      machines.push(machine);
      return machine;
    },
    doubts: { neverHealthy: 'keep', healthCheckPeriod: 1 },
    ...options,
  });
  return { core, machines };
}
