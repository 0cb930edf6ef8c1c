/** What slow start needs to know of a target that is in service. */
export interface Starter {
  readonly id: string;
  /** Clock seconds since when it is in service; left out: for so long that it no longer matters. */
  readonly inServiceSince?: number;
}

interface Start {
  readonly since: number;
  /** It warms up; false for one that found nobody in full service, and so had to carry the load at once. */
  readonly warms: boolean;
}

/** The targets in service, and which of them began with a slow start. */
export type SlowStarts = ReadonlyMap<string, Start>;

/**
 * Takes in which targets are in service now. One that is new, or back after having been out, warms up only when another
 * had its full share at that moment: the first ones of an empty group do not. One that is out of service is forgotten,
 * which ends its slow start. AWS: Application guide, target groups, slow start mode; reference section 2.4.
 * @param slowStart length of the ramp in clock seconds.
 */
export function enrol(known: SlowStarts, inService: readonly Starter[], slowStart: number): SlowStarts {
  const starts = new Map<string, Start>();
  const newcomers: { readonly id: string; readonly since: number }[] = [];
  for (const { id, inServiceSince: since = -Infinity } of inService) {
    const start = known.get(id);
    if (start?.since === since) starts.set(id, start);
    else newcomers.push({ id, since });
  }
  newcomers.sort((a, b) => a.since - b.since);
  for (const { id, since } of newcomers) starts.set(id, { since, warms: hasFullShareBefore(starts, since, slowStart) });
  return starts;
}

/** Share of a target relative to one that is warm: grows linearly from 0 to 1 within `slowStart` clock seconds. */
export function weightAt(starts: SlowStarts, id: string, now: number, slowStart: number): number {
  const start = starts.get(id);
  if (!start?.warms) return 1;
  return Math.min(1, Math.max(0, (now - start.since) / slowStart));
}

function hasFullShareBefore(starts: SlowStarts, moment: number, slowStart: number): boolean {
  return [...starts.values()].some(({ since, warms }) => since < moment && (!warms || since + slowStart <= moment));
}
