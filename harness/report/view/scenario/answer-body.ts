import { failingChecks } from '../../../model/health-answer.js';

/** A line of an answer's body. */
export interface BodyLine {
  readonly text: string;
  /** Whether it tells of a check that fails. */
  readonly failing: boolean;
}

export interface AnswerBody {
  readonly lines: readonly BodyLine[];
  /** How much was kept of a longer one, in words. */
  readonly cut?: string;
}

/** How results say that a body goes on. */
const CUT = /\n\[cut here: (\d+) bytes in all\]$/;

/** A body as it is read: JSON in lines, with those that tell of failing checks marked. Pure. */
export function answerBody(text: string): AnswerBody {
  const bytes = CUT.exec(text)?.[1];
  const kept = text.replace(CUT, '');
  const lines = prettyLines(kept);
  return { lines: marked(lines, new Set(failingChecks(kept))), ...(bytes === undefined ? {} : { cut: `only its first 8 KB were kept, of ${bytes} bytes` }) };
}

/** JSON with a line for each value; any other text in its own lines. Pure. */
export function prettyLines(text: string): string[] {
  try {
    return JSON.stringify(JSON.parse(text), undefined, 2).split('\n');
  } catch {
    return text.replace(/\r?\n$/, '').split(/\r?\n/);
  }
}

/** A value within a document in lines: `  "database": {` or `  "name": "database",`. */
const FIELD = /^(\s*)"((?:[^"\\]|\\.)*)": (.*)$/;

function marked(lines: readonly string[], failing: ReadonlySet<string>): BodyLine[] {
  /** As far in as the value of a failing check begins; all that is further in belongs to it. */
  let inside: string | undefined;
  return lines.map((text) => {
    const indent = /^\s*/.exec(text)?.[0] ?? '';
    if (inside !== undefined && indent.length <= inside.length) {
      const closes = indent.length === inside.length && /^\s*[\]}]/.test(text);
      inside = undefined;
      if (closes) return { text, failing: true };
    }
    if (inside !== undefined) return { text, failing: true };
    const [, start, name = '', value = ''] = FIELD.exec(text) ?? [];
    if (start !== undefined && failing.has(unquoted(`"${name}"`))) {
      if (/[[{]$/.test(value)) inside = start;
      return { text, failing: true };
    }
    return { text, failing: failing.has(unquoted(value.replace(/,$/, ''))) || /^\[-\]/.test(text.trim()) };
  });
}

function unquoted(json: string): string {
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === 'string' ? value : '';
  } catch {
    return '';
  }
}
