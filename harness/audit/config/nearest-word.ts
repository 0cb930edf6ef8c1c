/** The word that was likely meant, where one is at most two letters away, and at most a third of its own. Pure. */
export function nearestWord(found: string, known: readonly string[]): string | undefined {
  const [nearest] = known
    .map((word) => ({ word, distance: distance(found.toLowerCase(), word.toLowerCase()) }))
    .filter(({ word, distance }) => distance <= Math.max(1, Math.min(2, word.length / 3)))
    .sort((a, b) => a.distance - b.distance);
  return nearest?.word;
}

/** Letters to add, take away, change, or swap with their neighbours. */
function distance(from: string, to: string): number {
  const rows = [Array.from({ length: to.length + 1 }, (_, index) => index)];
  const at = (row: number, column: number): number => rows[row]?.[column] ?? 0;
  for (let row = 1; row <= from.length; row += 1) {
    rows.push([row]);
    for (let column = 1; column <= to.length; column += 1) {
      const same = from[row - 1] === to[column - 1];
      const swapped = from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1];
      const steps = [at(row, column - 1) + 1, at(row - 1, column) + 1, at(row - 1, column - 1) + (same ? 0 : 1)];
      if (swapped && row > 1 && column > 1) steps.push(at(row - 2, column - 2) + 1);
      rows[row]?.push(Math.min(...steps));
    }
  }
  return at(from.length, to.length);
}
