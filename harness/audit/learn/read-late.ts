import type { Learned, ReadLate } from '../subject.js';

/** What no program does but pass on: a script or data that browsers fetch may be the server's own, too. */
const PASSED_ON = /\.(?:css|png|jpe?g|gif|webp|avif|svg|ico|woff2?|ttf|otf|eot)$/i;

export const isPassedOn = (path: string): boolean => PASSED_ON.test(path);

/** Files that were read in each part of learning, one after the other. */
export interface ReadParts {
  /** Before the port was open, and by commands that fill the database. */
  readonly byStart: ReadonlySet<string>;
  /** By the health checks until it passed, and by pages. */
  readonly byPages: ReadonlySet<string>;
  /** When users fetched the files to which pages refer. */
  readonly byFetching: ReadonlySet<string>;
  /** By the health checks afterwards. */
  readonly byHealth: ReadonlySet<string>;
}

/** Pure. */
export function readLateOf({ byStart, byPages, byFetching, byHealth }: ReadParts, { templates, statics }: Pick<Learned, 'templates' | 'statics'>): ReadLate {
  const isRead = (file: string): boolean => [byPages, byFetching, byHealth].some((files) => files.has(file));
  const isFetchedAlone = (file: string): boolean => byFetching.has(file) && ![byStart, byPages, byHealth].some((files) => files.has(file));
  return {
    onceOpen: [...new Set([...templates, ...statics])].filter((file) => !byStart.has(file) && isRead(file)).sort(),
    whenFetched: statics.filter((file) => isPassedOn(file) && !templates.includes(file) && isFetchedAlone(file)).sort(),
  };
}
