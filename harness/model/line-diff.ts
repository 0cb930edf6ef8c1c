/** A line of a comparison of two texts. */
export interface DiffLine {
  readonly kind: 'same' | 'removed' | 'added';
  readonly text: string;
}

/** Comparisons of lines that are made at most; beyond that all between the common ends counts as changed. */
const MOST = 1_000_000;

/**
 * What makes one list of lines another, by the longest common subsequence of what lies between their common beginning
 * and end. Pure; of long texts that differ in much it says that all of it changed.
 */
export function lineDiff(before: readonly string[], after: readonly string[]): DiffLine[] {
  let start = 0;
  while (start < before.length && start < after.length && before[start] === after[start]) start += 1;
  let end = 0;
  while (end < before.length - start && end < after.length - start && before.at(-1 - end) === after.at(-1 - end)) end += 1;
  return [
    ...before.slice(0, start).map(same),
    ...betweenEnds(before.slice(start, before.length - end), after.slice(start, after.length - end)),
    ...before.slice(before.length - end).map(same),
  ];
}

const same = (text: string): DiffLine => ({ kind: 'same', text });
const removed = (text: string): DiffLine => ({ kind: 'removed', text });
const added = (text: string): DiffLine => ({ kind: 'added', text });

function betweenEnds(before: readonly string[], after: readonly string[]): DiffLine[] {
  if (before.length * after.length > MOST) return [...before.map(removed), ...after.map(added)];
  const common = commonLengths(before, after);
  const lines: DiffLine[] = [];
  let [row, column] = [0, 0];
  while (row < before.length && column < after.length) {
    if (before[row] === after[column]) {
      lines.push(same(before[row] ?? ''));
      row += 1;
      column += 1;
    } else if ((common[row + 1]?.[column] ?? 0) >= (common[row]?.[column + 1] ?? 0)) {
      lines.push(removed(before[row] ?? ''));
      row += 1;
    } else {
      lines.push(added(after[column] ?? ''));
      column += 1;
    }
  }
  return [...lines, ...before.slice(row).map(removed), ...after.slice(column).map(added)];
}

/** At each pair of places, how long a sequence the rests of both have in common. */
function commonLengths(before: readonly string[], after: readonly string[]): Uint32Array[] {
  const table = Array.from({ length: before.length + 1 }, () => new Uint32Array(after.length + 1));
  for (let row = before.length - 1; row >= 0; row -= 1) {
    const [own, below] = [table[row], table[row + 1]];
    if (!own || !below) continue;
    for (let column = after.length - 1; column >= 0; column -= 1) {
      own[column] = before[row] === after[column] ? (below[column + 1] ?? 0) + 1 : Math.max(below[column] ?? 0, own[column + 1] ?? 0);
    }
  }
  return table;
}

/** Lines that are shown, and how many of the same are left out between them. */
export type FoldedLine = DiffLine | { readonly kind: 'folded'; readonly count: number };

/** The same comparison with no more unchanged lines than `around` beside each change. Pure. */
export function folded(lines: readonly DiffLine[], around = 3): FoldedLine[] {
  const shown = new Uint8Array(lines.length);
  lines.forEach(({ kind }, index) => {
    if (kind !== 'same') shown.fill(1, Math.max(0, index - around), index + around + 1);
  });
  const result: FoldedLine[] = [];
  lines.forEach((line, index) => {
    const last = result.at(-1);
    // One line takes no more room than what would stand in its place.
    if (shown[index] === 1 || (shown[index - 1] !== 0 && shown[index + 1] !== 0)) result.push(line);
    else if (last?.kind === 'folded') result[result.length - 1] = { kind: 'folded', count: last.count + 1 };
    else result.push({ kind: 'folded', count: 1 });
  });
  return result;
}
