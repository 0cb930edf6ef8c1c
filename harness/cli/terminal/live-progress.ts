import { wallNow, wallTimer } from '../../model/wall-clock.js';
import type { RunProgress } from '../progress.js';
import { markedLine, statusInColour } from './marked-line.js';
import { RunTally } from './run-tally.js';
import { StatusLine, type Terminal } from './status-line.js';
import { statusText } from './status-text.js';
import type { TerminalLook } from './terminal-look.js';

/** Wall seconds after which the line is drawn again by itself, for its seconds to be true. */
const REDRAWN = 1;

/** Lines of a run on a terminal, and below them one that tells how far it is until it is stopped or aborted. */
export class LiveProgress implements RunProgress {
  readonly #tally: RunTally;
  readonly #line: StatusLine;
  #over = false;
  #cancel: () => void = () => undefined;

  /** @param awaited marks that are counted aloud from the start */
  constructor(
    terminal: Terminal,
    private readonly look: TerminalLook,
    total: number,
    awaited: readonly string[],
    signal: AbortSignal,
    private readonly redrawn = REDRAWN,
  ) {
    this.#tally = new RunTally(total, awaited, wallNow());
    this.#line = new StatusLine(terminal);
    if (signal.aborted) this.#over = true;
    else signal.addEventListener('abort', () => this.stop(), { once: true });
    this.#draw();
  }

  say(line: string): void {
    this.#line.above(markedLine(line, this.look));
    this.#draw();
  }

  begun(id: string, title: string): void {
    this.#tally.begun(id, title, wallNow());
    this.#draw();
  }

  judged(id: string): void {
    this.#tally.judged(id);
    this.#draw();
  }

  retried(id: string, line: string): void {
    this.#tally.retried(id);
    this.say(line);
  }

  ended(id: string, line: string): void {
    this.#tally.ended(id, line);
    this.say(line);
  }

  stop(): void {
    this.#over = true;
    this.#cancel();
    this.#line.clear();
  }

  #draw(): void {
    if (this.#over) return;
    this.#cancel();
    this.#cancel = wallTimer(this.redrawn, () => this.#draw());
    const text = statusText(this.#tally.status(wallNow()), this.#line.columns);
    this.#line.draw(this.look.colour ? statusInColour(text) : text);
  }
}
