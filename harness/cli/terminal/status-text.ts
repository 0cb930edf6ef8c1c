import { countOf } from './marked-line.js';

/** How far a run is. */
export interface RunStatus {
  readonly total: number;
  readonly ended: number;
  /** Judged, and watched until the verdict is confirmed. */
  readonly watched: number;
  /** How often each mark was told so far. */
  readonly marks: ReadonlyMap<string, number>;
  /** Wall seconds since it began. */
  readonly seconds: number;
  /** Of those at work what was begun first, with its wall seconds. */
  readonly longest?: { readonly title: string; readonly seconds: number };
}

/** How far a run is, as one line that fits into so many columns; a title that does not is cut. Pure. */
export function statusText({ total, ended, watched, marks, seconds, longest }: RunStatus, columns: number): string {
  const bad = [...marks].flatMap(([mark, count]) => countOf(mark, count) ?? []);
  const watching = watched === 0 ? [] : [`${watched} judged and watched`];
  const parts = [`${ended} of ${total} ended`, ...watching, ...bad, duration(seconds)];
  const work = longest && `; longest ${duration(longest.seconds)}: ${longest.title.replace(/\s+/g, ' ')}`;
  return shortened(`${parts.join(', ')}${work ?? ''}`, columns);
}

function shortened(text: string, columns: number): string {
  const letters = [...text];
  return letters.length <= columns ? text : [...letters.slice(0, Math.max(0, columns - 3)), '...'].join('').slice(0, columns);
}

const duration = (seconds: number): string => (seconds < 100 ? `${Math.floor(seconds)} s` : `${Math.floor(seconds / 60)} min ${Math.floor(seconds % 60)} s`);
