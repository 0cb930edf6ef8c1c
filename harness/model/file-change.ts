import { folded, lineDiff, type FoldedLine } from './line-diff.js';

/** A file that was edited, as text: null where it was not there, or why its text is not shown. */
export interface EditedText {
  readonly path: string;
  readonly before: string | null | Unshown;
  readonly after: string | null | Unshown;
}

export interface Unshown {
  readonly unshown: 'binary' | 'long';
}

/** What became of a file of a release. */
export interface FileChange {
  /** From the release's folder on. */
  readonly path: string;
  readonly change: 'added' | 'changed' | 'removed';
  /** Removed and added lines with a few beside them; left out where the file is not shown. */
  readonly lines?: readonly FoldedLine[];
  /** How many removed and added lines came after those. */
  readonly linesLeftOut?: number;
  /** Why its lines are not shown. */
  readonly unshown?: Unshown['unshown'];
}

/** Removed and added lines that are shown of a file, lines beside them, and characters of a line. */
const [MOST_LINES, AROUND, LONGEST_LINE] = [40, 2, 200];

/**
 * What became of a file, in few lines. Pure.
 * @param mask takes secrets out of a text; it is given each whole, since a line may have a part of a secret only
 */
export function fileChange({ path, before, after }: EditedText, mask: (text: string) => string): FileChange {
  const change = before === null ? 'added' : after === null ? 'removed' : 'changed';
  for (const side of [before, after]) if (typeof side === 'object' && side !== null) return { path, change, unshown: side.unshown };
  const [old, fresh] = [before, after].map((text) => (typeof text === 'string' ? linesOf(mask(text)) : []));
  return { path, change, ...bounded(folded(lineDiff(old ?? [], fresh ?? []), AROUND)) };
}

function linesOf(text: string): string[] {
  const lines = text.split('\n');
  // What ends with the end of a line has no further one.
  return (lines.at(-1) === '' ? lines.slice(0, -1) : lines).map((line) => line.replace(/\r$/, ''));
}

const isTouched = ({ kind }: FoldedLine): boolean => kind === 'removed' || kind === 'added';

function bounded(lines: readonly FoldedLine[]): Pick<FileChange, 'lines' | 'linesLeftOut'> {
  const touched = lines.filter(isTouched).length;
  if (touched === 0) return { lines: [] };
  if (touched <= MOST_LINES) return { lines: lines.map(short) };
  let seen = 0;
  const end = lines.findIndex((line) => isTouched(line) && (seen += 1) > MOST_LINES);
  const kept = lines.slice(0, end);
  return { lines: kept.slice(0, kept.findLastIndex(isTouched) + 1).map(short), linesLeftOut: touched - MOST_LINES };
}

function short(line: FoldedLine): FoldedLine {
  if (line.kind === 'folded' || line.text.length <= LONGEST_LINE) return line;
  return { kind: line.kind, text: `${line.text.slice(0, LONGEST_LINE)}… (${line.text.length} characters)` };
}
