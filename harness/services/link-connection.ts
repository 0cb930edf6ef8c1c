import { connect, type Socket } from 'node:net';
import { wallTimer } from '../model/wall-clock.js';
import { LinkLane, type LaneRules } from './link-lane.js';
import { portionOf, releaseAt, type LinkMode } from './link-modes.js';
import { resetSocket, type SocketAddress } from './socket-address.js';

/**
 * Wall seconds between the last bytes of a cut and its reset: read in one go with them, a reset looks like a clean end
 * to libuv clients.
 */
const CUT_PAUSE_SECONDS = 0.02;

/** Counters that the connections of one link share. */
export interface LinkTally {
  connections: number;
  bytesToServer: number;
  bytesToClient: number;
  refusedWhile: number;
}

/** One accepted connection and its counterpart at the database, which is dialled only once bytes may pass. */
export class LinkConnection {
  readonly #toServer: LinkLane;
  #toClient: LinkLane | undefined;
  #server: Socket | undefined;
  #passedInMode = 0;
  #struck = false;
  #failed = false;
  #cancelCut: (() => void) | undefined;

  /** @param ended called once, when both sockets are gone. */
  constructor(
    private readonly client: Socket,
    private readonly target: SocketAddress,
    private mode: LinkMode,
    private readonly tally: LinkTally,
    private readonly ended: (connection: LinkConnection) => void,
  ) {
    client.setNoDelay(true);
    this.#watch(client);
    client.on('end', () => this.#leaveUnmet());
    this.#toServer = new LinkLane(client, {
      ...this.#waits(),
      portion: (bytes) => ({ bytes, last: false }),
      passed: (bytes) => (tally.bytesToServer += bytes),
    });
    this.bend(mode);
  }

  bend(mode: LinkMode): void {
    this.mode = mode;
    this.#passedInMode = 0;
    if (mode.mode === 'refuse') return this.reset();
    if (mode.mode === 'reset' || mode.mode === 'blackhole') this.#strike();
    if (mode.mode === 'reset' || (this.#failed && mode.mode !== 'blackhole')) return this.reset();
    if (mode.mode !== 'blackhole' && !this.#server) this.#dial();
    this.#toServer.pump();
    this.#toClient?.pump();
  }

  /** Ends both sides at once, with RST, as a host does whose process has died. */
  reset(): void {
    this.#cancelCut?.();
    this.#toServer.stop();
    this.#toClient?.stop();
    resetSocket(this.client);
    if (this.#server) resetSocket(this.#server);
  }

  #dial(): void {
    const server = connect({ ...this.target, allowHalfOpen: true, noDelay: true });
    this.#server = server;
    this.#watch(server);
    this.#toClient = new LinkLane(server, {
      ...this.#waits(),
      portion: (length) => portionOf(this.mode, this.#passedInMode, length),
      passed: (bytes) => {
        this.tally.bytesToClient += bytes;
        this.#passedInMode += bytes;
      },
    });
    this.#toClient.connect(this.client);
    this.#toServer.connect(server);
  }

  #waits(): Pick<LaneRules, 'releaseAt' | 'spent'> {
    return {
      releaseAt: (arrivedAt) => releaseAt(this.mode, arrivedAt),
      spent: () => {
        this.#strike();
        this.#cancelCut = wallTimer(CUT_PAUSE_SECONDS, () => this.reset());
      },
    };
  }

  #watch(socket: Socket): void {
    // 'close' follows every error and carries the verdict, so that one place decides.
    socket.on('error', () => undefined);
    socket.on('close', (hadError) => {
      if (hadError) this.#fail();
      if (this.client.closed && (this.#server?.closed ?? true)) this.ended(this);
    });
  }

  /** One side broke: so does the other, unless the link hangs and must not even tell that. */
  #fail(): void {
    this.#failed = true;
    if (this.mode.mode !== 'blackhole' || !this.#server) this.reset();
  }

  /** A client that gives up before the database was dialled has nothing to wait for; keeping it would leak a socket. */
  #leaveUnmet(): void {
    if (!this.#server) this.reset();
  }

  #strike(): void {
    if (!this.#struck) this.tally.refusedWhile += 1;
    this.#struck = true;
  }
}
