/** Rows of a list that are drawn, and how much room those above and below them take, in pixels. */
export interface RowsSeen {
  readonly first: number;
  /** After the last one. */
  readonly end: number;
  readonly above: number;
  readonly below: number;
}

/** Rows drawn beyond what is seen, so that quick scrolling shows no gap. */
const BEYOND = 8;

/** Which rows of equal height are seen in a list that is scrolled so far. Pure. */
export function rowsSeen(count: number, rowHeight: number, scrollTop: number, height: number): RowsSeen {
  const first = Math.max(0, Math.min(count, Math.floor(scrollTop / rowHeight)) - BEYOND);
  const end = Math.max(first, Math.min(count, Math.ceil((scrollTop + height) / rowHeight) + BEYOND));
  return { first, end, above: first * rowHeight, below: (count - end) * rowHeight };
}

/** How far a list must be scrolled for a row to be seen, as little as possible; a row that is seen moves nothing. Pure. */
export function scrollFor(row: number, rowHeight: number, scrollTop: number, height: number): number {
  const top = row * rowHeight;
  if (top >= scrollTop && top + rowHeight <= scrollTop + height) return scrollTop;
  return Math.max(0, top - (height - rowHeight) / 2);
}
