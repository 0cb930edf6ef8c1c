import { sep } from 'node:path';

/** What a run was made of, as far as saving one of its files matters. Absolute paths. */
export interface RunMap {
  /** Scenario files, and what they import, directly or not. */
  readonly files: readonly { readonly file: string; readonly imports: readonly string[] }[];
  /** Apps, the folders of their sources, and folders in those that a build writes. */
  readonly apps: readonly { readonly name: string; readonly folders: readonly string[]; readonly built: readonly string[] }[];
}

/** What is to be run again: all scenarios of these files, and all of these apps. */
export interface Touched {
  readonly files: readonly string[];
  readonly apps: readonly string[];
}

/**
 * What saved files touch: a scenario file its own scenarios, an imported one the files that import it, and one of an
 * app's sources the scenarios of that app. Pure.
 */
export function touchedBy(saved: readonly string[], { files, apps }: RunMap): Touched {
  const scenarioFiles = new Set(files.map(({ file }) => file));
  // A scenario file may lie in the folder of its app; no release reads it.
  const others = saved.filter((path) => !scenarioFiles.has(path));
  return {
    files: files.filter(({ file, imports }) => saved.includes(file) || others.some((path) => imports.includes(path))).map(({ file }) => file),
    apps: apps.filter((app) => others.some((path) => isBelow(path, app.folders) && !isBelow(path, app.built))).map(({ name }) => name),
  };
}

export const NOTHING: Touched = { files: [], apps: [] };

/** What either of them has. Pure. */
export const bothOf = (one: Touched, other: Touched): Touched => ({ files: [...new Set([...one.files, ...other.files])], apps: [...new Set([...one.apps, ...other.apps])] });

export const touchesNothing = ({ files, apps }: Touched): boolean => files.length === 0 && apps.length === 0;

const isBelow = (path: string, folders: readonly string[]): boolean => folders.some((folder) => path.startsWith(`${folder}${sep}`));
