import { readFileSync } from 'node:fs';
import { wallTimer } from '../model/wall-clock.js';

/** Wall seconds between two looks at the machine; at each at most one piece of work is let in. */
const LOOK = 0.1;

/** Share of a look in what is thought of the machine: about a second's worth of them counts. */
const WEIGHT = 0.2;

export interface CrowdOptions {
  /** Tasks that may be running or waiting, for a processor or a disk, while more work is let in. */
  readonly most: number;
  /** Work that goes on however busy the machine is: others may keep it so for ever. */
  readonly least: number;
  /** How many tasks run or wait; undefined where nobody tells. */
  wanting(): number | undefined;
  timer?(seconds: number, callback: () => void): () => void;
}

/**
 * Lets work begin only while the machine keeps up. How much that is differs from machine to machine and with what else
 * it does: too much at once makes healthy instances answer late, and the verdicts on them wrong.
 */
export class Crowd {
  readonly #waiting: (() => void)[] = [];
  #within = 0;
  #mean: number | undefined;
  #isLooking = false;

  constructor(private readonly options: CrowdOptions) {}

  /** Resolves when there is room, in the order of the calls; the returned function tells once that the work is over. */
  async enter(): Promise<() => void> {
    if (this.#waiting.length === 0 && this.#within < this.options.least) this.#within += 1;
    else {
      const entered = new Promise<void>((resolve) => this.#waiting.push(resolve));
      this.#look();
      await entered;
    }
    let isWithin = true;
    return () => {
      if (!isWithin) return;
      isWithin = false;
      this.#within -= 1;
      if (this.#within < this.options.least) this.#admit();
    };
  }

  #admit(): void {
    const next = this.#waiting.shift();
    if (!next) return;
    this.#within += 1;
    next();
  }

  /** Goes on for as long as somebody waits. */
  #look(): void {
    if (this.#isLooking) return;
    this.#isLooking = true;
    (this.options.timer ?? wallTimer)(LOOK, () => {
      this.#isLooking = false;
      const found = this.options.wanting() ?? 0;
      this.#mean = this.#mean === undefined ? found : this.#mean + WEIGHT * (found - this.#mean);
      if (this.#mean <= this.options.most || this.#within < this.options.least) this.#admit();
      if (this.#waiting.length > 0) this.#look();
      // What it was like before says nothing of when somebody waits again.
      else this.#mean = undefined;
    });
  }
}

/**
 * Tasks that run or wait for a processor, or for a disk, right now, of the whole machine (proc(5), stat: procs_running,
 * procs_blocked); undefined without a Linux kernel. Containers are made on the disk: many at once make each other late there.
 */
export function wantingTasks(): number | undefined {
  try {
    const counts = [...readFileSync('/proc/stat', 'latin1').matchAll(/^procs_(?:running|blocked) (\d+)$/gm)];
    return counts.length === 0 ? undefined : counts.reduce((sum, [, count]) => sum + Number(count), 0);
  } catch {
    return undefined;
  }
}
