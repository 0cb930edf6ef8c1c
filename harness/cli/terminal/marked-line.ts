import type { TerminalLook } from './terminal-look.js';

const RED = 31;
const GREEN = 32;
const YELLOW = 33;
const DIM = 2;

interface MarkLook {
  /** Parameter of the escape sequence SGR. */
  readonly colour: number;
  /** A sign that tells it without colour, and the same in ASCII. */
  readonly sign: readonly [string, string];
  /** Noun and plural under which it is counted; left out: it is nothing bad. */
  readonly counted?: readonly [string, string];
}

const GOOD = { colour: GREEN, sign: ['✓', '+'] } as const;
const BAD = { colour: RED, sign: ['✗', 'x'] } as const;
const UNSURE = { colour: YELLOW, sign: ['!', '!'] } as const;
const QUIET = { colour: DIM, sign: ['·', '.'] } as const;

/** Words with which lines on scenarios and mutants begin. */
const MARKS: Readonly<Record<string, MarkLook>> = {
  ok: GOOD,
  killed: GOOD,
  harmless: GOOD,
  FLAKY: { ...UNSURE, counted: ['flaky', 'flaky'] },
  SURPRISE: { ...BAD, counted: ['surprise', 'surprises'] },
  SURVIVED: { ...BAD, counted: ['survivor', 'survivors'] },
  'FALSE ALARM': { ...BAD, counted: ['false alarm', 'false alarms'] },
  ERROR: { ...UNSURE, counted: ['error', 'errors'] },
  REFUSED: { ...UNSURE, counted: ['refused', 'refused'] },
  INVALID: { ...UNSURE, counted: ['invalid', 'invalid'] },
  TIMEOUT: { ...UNSURE, counted: ['timed out', 'timed out'] },
  'TIMED OUT': { ...UNSURE, counted: ['timed out', 'timed out'] },
  judged: QUIET,
  ignored: QUIET,
  todo: QUIET,
  skip: QUIET,
};

const MARKED = new RegExp(`^(\\n*)(${Object.keys(MARKS).join('|')})(?=:? )`);

/** The word with which a line on a scenario or mutant begins; undefined for any other line. Pure. */
export const markOf = (line: string): string | undefined => MARKED.exec(line)?.[2];

/** How many of a mark there are, in words; undefined for one that is nothing bad. Pure. */
export function countOf(mark: string, count: number): string | undefined {
  const nouns = MARKS[mark]?.counted;
  return nouns && `${count} ${nouns[count === 1 ? 0 : 1]}`;
}

/** A line with the sign of its mark before it, and that in colour; any other line as it is. Pure. */
export function markedLine(line: string, { colour, signs }: TerminalLook): string {
  return line.replace(MARKED, (_, before: string, mark: string) => {
    const { sign, colour: code } = MARKS[mark] ?? QUIET;
    const word = `${sign[signs ? 0 : 1]} ${mark}`;
    return `${before}${colour ? inColour(code, word) : word}`;
  });
}

/** A text in a colour, or dim. Pure. */
export const inColour = (code: number, text: string): string => `\u001b[${code}m${text}\u001b[0m`;

/** Dim, with what was counted as bad in red. Pure. */
export const statusInColour = (text: string): string => inColour(DIM, text.replace(BAD_COUNT, (found) => `\u001b[0m${inColour(RED, found)}\u001b[${DIM}m`));

const BAD_COUNT = new RegExp(`\\b[1-9]\\d* (?:${[...new Set(Object.values(MARKS).flatMap(({ counted }) => [...(counted ?? [])].reverse()))].join('|')})(?=,)`, 'g');
