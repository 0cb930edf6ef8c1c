import { wallTimer } from '../model/wall-clock.js';

/** Wall seconds without a line after which the run says that it still goes on. */
const SILENCE = 10;

/** Lines of a run as it goes on, and a sign of life while long work runs. */
export class Progress {
  #ended = 0;
  #provisional = 0;
  #cancel: () => void = () => undefined;

  constructor(
    private readonly total: number,
    private readonly print: (line: string) => void,
    private readonly silence = SILENCE,
  ) {}

  say(line: string): void {
    this.print(line);
    this.#rearm();
  }

  ended(line: string): void {
    this.#ended += 1;
    this.say(line);
  }

  /** It has not ended yet, and is judged anew. */
  retried(line: string): void {
    this.#provisional = Math.max(0, this.#provisional - 1);
    this.say(line);
  }

  provisional(): void {
    this.#provisional += 1;
  }

  stop(): void {
    this.#cancel();
  }

  #rearm(): void {
    this.#cancel();
    this.#cancel = wallTimer(this.silence, () => {
      const waiting = this.#provisional - this.#ended;
      this.say(`  ... ${this.#ended} of ${this.total} ended${waiting > 0 ? `, about ${waiting} judged and watched for one true gap` : ''}`);
    });
  }
}
