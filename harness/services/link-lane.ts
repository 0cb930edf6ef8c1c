import type { Socket } from 'node:net';
import { wallNow, wallTimer } from '../model/wall-clock.js';

/** Bytes held back before the sender is made to wait: enough for a slow link not to become a narrow one. */
const HOLD_LIMIT_BYTES = 1024 * 1024;

/** A chunk, or (null) the sender's end of stream, which must not overtake the chunks before it. */
interface Parcel {
  readonly chunk: Buffer | null;
  readonly arrivedAt: number;
}

export interface LaneRules {
  /** Wall seconds at which what arrived at `arrivedAt` may leave. */
  releaseAt(arrivedAt: number): number;
  /** How many of `length` bytes may pass, and whether they are the last ones ever. */
  portion(length: number): { bytes: number; last: boolean };
  passed(bytes: number): void;
  /** The last portion has been handed to the operating system. */
  spent(): void;
}

/** One direction of a connection: keeps the order, waits where the rules say so, and makes the sender wait when full. */
export class LinkLane {
  readonly #queue: Parcel[] = [];
  #held = 0;
  #sink: Socket | undefined;
  #clogged = false;
  #stopped = false;
  #cancelTimer: (() => void) | undefined;

  constructor(
    private readonly source: Socket,
    private readonly rules: LaneRules,
  ) {
    source.on('data', (chunk: Buffer) => this.#arrive(chunk));
    source.on('end', () => this.#arrive(null));
  }

  /** Gives the lane its far end; until then it only holds. */
  connect(sink: Socket): void {
    this.#sink = sink;
    sink.on('drain', () => {
      this.#clogged = false;
      this.pump();
    });
    this.pump();
  }

  /** Sends what may go now; to be called whenever the rules have changed. */
  pump(): void {
    this.#cancelTimer?.();
    this.#cancelTimer = undefined;
    while (this.#sendHead());
    if (this.#stopped) return;
    if (this.#clogged || this.#held >= HOLD_LIMIT_BYTES) this.source.pause();
    else this.source.resume();
  }

  /** Drops what is held and sends nothing more. */
  stop(): void {
    this.#stopped = true;
    this.#cancelTimer?.();
    this.#queue.length = 0;
  }

  #arrive(chunk: Buffer | null): void {
    if (this.#stopped) return;
    this.#queue.push({ chunk, arrivedAt: wallNow() });
    this.#held += chunk?.length ?? 0;
    this.pump();
  }

  #sendHead(): boolean {
    const head = this.#queue[0];
    const sink = this.#sink;
    if (!head || !sink || this.#clogged || this.#stopped) return false;
    const wait = this.rules.releaseAt(head.arrivedAt) - wallNow();
    if (wait > 0) {
      if (Number.isFinite(wait)) this.#cancelTimer = wallTimer(wait, () => this.pump());
      return false;
    }
    this.#queue.shift();
    this.#held -= head.chunk?.length ?? 0;
    if (head.chunk) this.#write(sink, head.chunk);
    else sink.end();
    return true;
  }

  #write(sink: Socket, chunk: Buffer): void {
    const portion = this.rules.portion(chunk.length);
    this.rules.passed(portion.bytes);
    if (!portion.last) {
      this.#clogged = !sink.write(chunk);
      return;
    }
    this.stop();
    // A reset throws away what the system has not sent yet, so it must wait for the write.
    sink.write(chunk.subarray(0, portion.bytes), () => this.rules.spent());
  }
}
