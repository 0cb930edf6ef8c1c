import { connect, type Socket } from 'node:net';
import { LOOPBACK, resetSocket, type SocketAddress } from './socket-address.js';

/**
 * A connection of a listener to itself. While it lives, its accepted end keeps the port bound after the listener has
 * closed, so that the operating system gives the port to nobody who asks for any free one, nor to an outgoing
 * connection; whoever dials it is still refused.
 */
export class PortKeeper {
  /** Settles when the port is held; rejects with the system's error when the listener cannot be dialled. */
  readonly held: Promise<void>;
  readonly #socket: Socket;
  #accepted: Socket | undefined;
  #settle: () => void = () => undefined;

  /** Must be made while something listens on `address`. */
  constructor(address: SocketAddress) {
    // From 127.0.0.1, whatever the address: a container engine's rules rewrite where its own gateway's packets come from,
    // and the listener would not know its connection again.
    this.#socket = connect({ ...address, localAddress: LOOPBACK });
    this.held = new Promise((resolve, reject) => {
      this.#settle = resolve;
      this.#socket.on('error', reject);
    });
  }

  /** Takes the listener's end when `accepted` is it; otherwise the socket is a real client's. */
  claims(accepted: Socket): boolean {
    const own = accepted.remotePort === this.#socket.localPort && accepted.remoteAddress === this.#socket.localAddress;
    if (!own) return false;
    this.#accepted = accepted;
    accepted.on('error', () => undefined);
    this.#settle();
    return true;
  }

  /** Gives the port free, without leaving it in TIME_WAIT. */
  release(): void {
    resetSocket(this.#socket);
    if (this.#accepted) resetSocket(this.#accepted);
  }
}
