import { wallTimer } from '../model/wall-clock.js';

/** Wall seconds without a line after which the run says that it still goes on. */
const SILENCE = 10;

/** What a run tells as it goes on; what it runs is known by id. */
export interface RunProgress {
  say(line: string): void;
  /** It is about to boot. */
  begun(id: string, title: string): void;
  /** Judged, and watched until that is confirmed. */
  judged(id: string): void;
  /** It has not ended yet, and is judged anew. */
  retried(id: string, line: string): void;
  ended(id: string, line: string): void;
  /** Nothing more is told but what is said. */
  stop(): void;
}

/** Lines of a run as it goes on, and a sign of life while long work runs. */
export class Progress implements RunProgress {
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

  begun(): void {
    // Only a terminal shows what is at work.
  }

  ended(_id: string, line: string): void {
    this.#ended += 1;
    this.say(line);
  }

  retried(_id: string, line: string): void {
    this.#provisional = Math.max(0, this.#provisional - 1);
    this.say(line);
  }

  judged(): void {
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
