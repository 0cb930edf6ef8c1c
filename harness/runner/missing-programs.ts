import { existsSync } from 'node:fs';
import { EnvironmentError } from '../model/errors.js';
import type { Release } from '../model/release.js';
import { runsEmbedded, type RuntimeOutlook } from '../model/runtime-outlook.js';

type Needs = Pick<Release, 'name' | 'image' | 'programs'>;

/** What the embedded runtime lacks for an app, and how to get it. */
export interface Lack {
  readonly needs: string;
  readonly remedy: string;
}

/** Undefined where all that the app needs is there. */
export function lackOf({ programs }: Pick<Needs, 'programs'>): Lack | undefined {
  const missing = (programs?.paths ?? []).filter((path) => !existsSync(path));
  if (!programs || missing.length === 0) return undefined;
  return { needs: `needs ${missing.join(', ')}, which ${missing.length === 1 ? 'is' : 'are'} not here`, remedy: programs.remedy };
}

/** The same as one line. */
export const lackText = ({ needs, remedy }: Lack): string => `${needs}; ${remedy}`;

/**
 * Why no scenario of this app can be run here; undefined where they can.
 * @throws EnvironmentError where all that apps need must be there.
 */
export function skipReason(release: Needs, outlook: RuntimeOutlook): string | undefined {
  const lack = runsEmbedded(outlook, release) ? lackOf(release) : undefined;
  if (lack && outlook.programsRequired) throw lackError(release, lack);
  return lack && lackText(lack);
}

/** @throws EnvironmentError when the embedded runtime lacks a program for this app. */
export function requirePrograms(release: Needs): void {
  const lack = lackOf(release);
  if (lack) throw lackError(release, lack);
}

const lackError = ({ name }: Needs, { needs, remedy }: Lack): EnvironmentError => new EnvironmentError(`app ${name} ${needs}`, remedy);
