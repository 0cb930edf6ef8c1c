/** A piece of a line that looks the same; `classes` are names of styles, as `ansi-red` or `ansi-bold`. */
export interface AnsiSpan {
  readonly text: string;
  readonly classes: readonly string[];
}

const COLOURS = ['black', 'red', 'green', 'yellow', 'blue', 'magenta', 'cyan', 'white'];

/** Sequences of a terminal: of style (`m`) and all others, with or without their end; what they command is not text. */
const SEQUENCE = /\x1b(?:\[([0-9;:]*)m|\[[0-?]*[ -/]*[@-~]?|\][^\x07\x1b]*(?:\x07|\x1b\\)?|[@-Z\\^_])?/g;

/** What is printed to no place: other control characters. */
const CONTROL = /[\x00-\x08\x0b-\x1f\x7f]/g;

/** A line of a terminal as pieces with their styles; sequences for anything but style are left out. Pure. */
export function ansiSpans(line: string): AnsiSpan[] {
  const spans: AnsiSpan[] = [];
  let style: Style = {};
  let from = 0;
  const take = (to: number): void => {
    const text = line.slice(from, to).replace(CONTROL, '');
    if (text !== '') spans.push({ text, classes: Object.values(style) });
  };
  for (const match of line.matchAll(SEQUENCE)) {
    take(match.index);
    from = match.index + match[0].length;
    if (match[1] !== undefined) style = styled(style, match[1]);
  }
  take(line.length);
  return spans;
}

type Style = Readonly<Partial<Record<'colour' | 'bold' | 'dim' | 'italic' | 'underline', string>>>;

function styled(style: Style, codes: string): Style {
  const numbers = codes.split(/[;:]/).map(Number);
  let next = style;
  for (let index = 0; index < numbers.length; index += 1) {
    const code = numbers[index] ?? 0;
    // A colour of 256 or of 16 million takes the numbers after it.
    if (code === 38 || code === 48) {
      const indexed = numbers[index + 1] === 5;
      if (code === 38 && indexed) next = withColour(next, numbers[index + 2] ?? 0);
      index += indexed ? 2 : 4;
    } else next = withCode(next, code);
  }
  return next;
}

const SWITCHES: Readonly<Record<number, Style>> = { 1: { bold: 'ansi-bold' }, 2: { dim: 'ansi-dim' }, 3: { italic: 'ansi-italic' }, 4: { underline: 'ansi-underline' } };

function withCode(style: Style, code: number): Style {
  if (code === 0) return {};
  if (SWITCHES[code]) return { ...style, ...SWITCHES[code] };
  if (code === 22) return without(without(style, 'bold'), 'dim');
  if (code === 23) return without(style, 'italic');
  if (code === 24) return without(style, 'underline');
  if (code === 39) return without(style, 'colour');
  if (code >= 30 && code <= 37) return withColour(style, code - 30);
  if (code >= 90 && code <= 97) return withColour(style, code - 90);
  return style;
}

/** Of the first 16; bright ones are drawn as the others, which are chosen for contrast here. */
const withColour = (style: Style, number: number): Style => {
  const name = number < 16 ? COLOURS[number % 8] : undefined;
  return name === undefined ? without(style, 'colour') : { ...style, colour: `ansi-${name}` };
};

const without = (style: Style, part: keyof Style): Style => Object.fromEntries(Object.entries(style).filter(([name]) => name !== part));

/** The text of a line without what a terminal would have taken for a command. Pure. */
export const plainText = (line: string): string => ansiSpans(line).map(({ text }) => text).join('');
