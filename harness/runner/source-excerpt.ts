import { readFileSync } from 'node:fs';
import type { SourceExcerpt } from '../model/run-facts.js';
import type { SourceLocation } from '../model/scenario.js';

/** Lines of a call that an excerpt has room for. */
const MOST_LINES = 30;

/** Reads each source file once. */
export class Sources {
  readonly #files = new Map<string, readonly string[]>();

  /** The call that begins in a line of a file; undefined where the file cannot be read, or no call begins there. */
  excerpt({ file, line }: SourceLocation): SourceExcerpt | undefined {
    const lines = callAt(this.#linesOf(file), line);
    return lines.length === 0 ? undefined : { firstLine: line, lines };
  }

  #linesOf(file: string): readonly string[] {
    const known = this.#files.get(file);
    if (known) return known;
    let lines: readonly string[] = [];
    try {
      lines = readFileSync(file, 'utf8').split(/\r?\n/);
    } catch {
      // A report without the source is better than no run.
    }
    this.#files.set(file, lines);
    return lines;
  }
}

/**
 * The lines from one in which a call begins to the one that closes it, 30 at most; none where no call begins there. A
 * parenthesis within a text, a comment or a regular expression does not count. Pure.
 * @param line as editors count
 */
export function callAt(source: readonly string[], line: number): string[] {
  const lines = source.slice(line - 1, line - 1 + MOST_LINES);
  const text = lines.join('\n');
  const whole = /\((?!\))/.test(lines[0] ?? '') ? endOfCall(text) : 0;
  if (whole === 0) return [];
  return text.slice(0, whole).split('\n').map((_, index) => lines[index] ?? '');
}

/** What is passed over as a whole: comments, texts, and regular expressions where a value may begin. */
const PASSED_OVER = /\/\/.*|\/\*[\s\S]*?\*\/|'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\[\s\S]|[^`\\])*`|(?<=[(,:=[!&|?{;]\s*)\/(?![*/])(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n[])+\/[a-z]*|[()]/g;

/** Index behind the last call that begins in the line in which the one before ended; the whole length where one does not end. */
function endOfCall(text: string): number {
  let depth = 0;
  let end = 0;
  for (const { 0: found, index } of text.matchAll(PASSED_OVER)) {
    // What comes before the call itself may have parentheses too: the head of a loop.
    if (end > 0 && depth === 0 && (found !== '(' || text.slice(end, index).includes('\n'))) break;
    if (found === '(') depth += 1;
    if (found !== ')') continue;
    depth -= 1;
    end = index + 1;
  }
  return depth > 0 ? text.length : end;
}
