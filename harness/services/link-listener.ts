import { createServer, type Server, type Socket } from 'node:net';
import { EnvironmentError } from '../model/errors.js';
import { wallNow, wallSleep } from '../model/wall-clock.js';
import { PortKeeper } from './port-keeper.js';
import { listenOn, stopListening, type SocketAddress } from './socket-address.js';

/** Wall seconds for which a reopened listener tries to get its port back. */
const REOPEN_LIMIT_SECONDS = 2;
const REOPEN_PAUSE_SECONDS = 0.05;

/** A listener that can be closed and opened again on the same port, which is kept for it in between. */
export class LinkListener {
  #server: Server | undefined;
  #keeper: PortKeeper | undefined;
  #address: SocketAddress;

  private constructor(
    host: string,
    private readonly accept: (socket: Socket) => void,
  ) {
    this.#address = { host, port: 0 };
  }

  /** @throws the system's error when `host` is not an address of this machine. */
  static async open(host: string, accept: (socket: Socket) => void): Promise<LinkListener> {
    const listener = new LinkListener(host, accept);
    await listener.#listen();
    return listener;
  }

  get address(): SocketAddress {
    return this.#address;
  }

  /** From now on whoever dials the port gets ECONNREFUSED. */
  async shut(): Promise<void> {
    if (!this.#server) return;
    const keeper = new PortKeeper(this.#address);
    this.#keeper = keeper;
    await keeper.held;
    void stopListening(this.#server);
    this.#server = undefined;
  }

  /** @throws EnvironmentError when something else has taken the port and does not let go of it within 2 s. */
  async reopen(): Promise<void> {
    if (this.#server) return;
    const deadline = wallNow() + REOPEN_LIMIT_SECONDS;
    for (;;) {
      try {
        await this.#listen();
        break;
      } catch (error) {
        if (wallNow() >= deadline) throw this.#lost(error);
      }
      await wallSleep(REOPEN_PAUSE_SECONDS);
    }
    this.#release();
  }

  /** Resolves when the listener and everything that it accepted have ended. */
  async close(): Promise<void> {
    this.#release();
    if (this.#server) await stopListening(this.#server);
    this.#server = undefined;
  }

  async #listen(): Promise<void> {
    const server = createServer({ allowHalfOpen: true }, (socket) => {
      if (!this.#keeper?.claims(socket)) this.accept(socket);
    });
    this.#address = await listenOn(server, this.#address.host, this.#address.port);
    this.#server = server;
  }

  #release(): void {
    this.#keeper?.release();
    this.#keeper = undefined;
  }

  #lost(error: unknown): EnvironmentError {
    const { host, port } = this.#address;
    return new EnvironmentError(
      `our server could not listen on ${host}:${port} again within ${REOPEN_LIMIT_SECONDS} s: ${(error as Error).message}`,
      `end what listens on port ${port} (ss -ltnp | grep ${port}) and run again`,
    );
  }
}
