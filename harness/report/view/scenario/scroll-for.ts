/** How far a list must be scrolled for a row to be seen; a row that is seen moves nothing, another one comes to the middle. In pixels; pure. */
export function scrollFor(row: number, rowHeight: number, scrollTop: number, height: number): number {
  const top = row * rowHeight;
  if (top >= scrollTop && top + rowHeight <= scrollTop + height) return scrollTop;
  return Math.max(0, top - (height - rowHeight) / 2);
}
