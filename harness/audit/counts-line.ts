export interface AuditCounts {
  readonly run: number;
  readonly remembered: number;
  /** Those that have a result which may hold no longer, and why, in words that follow "run again". */
  readonly again: { readonly count: number; readonly why: string } | undefined;
  readonly ignored: number;
}

/** How many mutants there are, and how many of them need no run. Pure. */
export function countsLine({ run, remembered, again, ignored }: AuditCounts): string {
  const parts = [
    `${run} mutants`,
    ...(remembered > 0 ? [`${remembered} of them remembered`] : []),
    ...(again ? [`${again.count} run again ${again.why}`] : []),
    `${ignored} ignored`,
  ];
  return parts.join(', ');
}
