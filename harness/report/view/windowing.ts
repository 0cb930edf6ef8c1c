/** Which rows of a long table are drawn: from `first` up to but without `end`. */
export interface RowWindow {
  readonly first: number;
  readonly end: number;
}

/** Rows beyond each edge that are drawn too, so that a quick scroll shows no gap. */
const BEYOND = 12;

/** A table of no more rows is drawn whole, so that a browser's own search finds all of it. */
const FEW = 60;

/**
 * The rows that can be seen, and some more. Lengths in pixels. Pure.
 * @param top of the first row from the upper edge of what is seen; below 0 once it is scrolled by
 */
export function rowWindow({ count, rowHeight, top, height }: { readonly count: number; readonly rowHeight: number; readonly top: number; readonly height: number }): RowWindow {
  if (count <= FEW) return { first: 0, end: count };
  const first = Math.max(0, Math.floor(-top / rowHeight) - BEYOND);
  const end = Math.min(count, Math.ceil((height - top) / rowHeight) + BEYOND);
  // Scrolled far away, in either direction, a table still draws a row: it has one that can be focused.
  const start = Math.min(first, Math.max(0, count - 1));
  return { first: start, end: Math.max(end, Math.min(count, start + 1)) };
}
