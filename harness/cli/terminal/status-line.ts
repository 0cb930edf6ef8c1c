/** A terminal as far as a line is drawn on it. */
export interface Terminal {
  write(text: string): unknown;
  /** Columns and rows; of a terminal that knows none, 0. */
  getWindowSize?(): [number, number];
}

const COLUMNS = 80;

/** Back to the first column, and all of the line gone. */
export const CLEARED = '\r\u001b[2K';
/** A letter wider than one column must not begin a second line, which nothing would clear. */
const WITHOUT_WRAP = '\u001b[?7l';
const WITH_WRAP = '\u001b[?7h';

/** The last line of a terminal, drawn again in place; other lines are written above it. */
export class StatusLine {
  #text: string | undefined;

  constructor(private readonly terminal: Terminal) {}

  /** As wide as it may be now: whoever draws may have changed the window. */
  get columns(): number {
    const [columns = 0] = this.terminal.getWindowSize?.() ?? [];
    return (columns > 0 ? columns : COLUMNS) - 1;
  }

  draw(text: string): void {
    if (text === this.#text) return;
    this.#text = text;
    this.terminal.write(drawn(text));
  }

  /** In one piece, so that nothing flickers. */
  above(line: string): void {
    this.terminal.write(this.#text === undefined ? `${line}\n` : `${CLEARED}${line}\n${drawn(this.#text)}`);
  }

  clear(): void {
    if (this.#text === undefined) return;
    this.#text = undefined;
    this.terminal.write(CLEARED);
  }
}

const drawn = (text: string): string => `${CLEARED}${WITHOUT_WRAP}${text}${WITH_WRAP}`;
