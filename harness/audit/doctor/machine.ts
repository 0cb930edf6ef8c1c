import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { delimiter } from 'node:path';
import { containersAvailability } from '../../runtime/containers/availability.js';
import { embeddedAvailability, POSTGRES_IMAGE } from '../../runtime/choose-runtime.js';
import { isFree } from '../../runtime/embedded/ports.js';
import type { Availability } from '../../runtime/port.js';
import type { AuditInput } from '../settings.js';

/** What a machine has for one app. */
export interface Machine {
  /** Whether a program or another file or folder is at an absolute path. */
  at(path: string): 'program' | 'file' | 'nothing';
  /** Folders in which programs are looked for. */
  readonly searchPath: readonly string[];
  /** Postgres programs of the embedded runtime. */
  readonly postgres: Availability;
  /** The engine, with the images of the app; undefined for an app that is no image. */
  readonly engine?: Availability;
  /** Whether the port that the app listens on whatever it is told is free; undefined where it has none. */
  readonly portIsFree?: boolean;
}

/** Looks at this machine for what the app needs. */
export async function machineFor({ release }: Pick<AuditInput, 'release'>): Promise<Machine> {
  const { image, port } = release;
  return {
    ...programsHere(),
    postgres: await embeddedAvailability(),
    ...(image ? { engine: await containersAvailability([POSTGRES_IMAGE, image.name]) } : {}),
    ...(port.fixed === undefined ? {} : { portIsFree: await isFree(port.fixed) }),
  };
}

/** Where this machine has programs. */
export const programsHere = (): Pick<Machine, 'at' | 'searchPath'> => ({ at, searchPath: (process.env.PATH ?? '').split(delimiter).filter((folder) => folder !== '') });

function at(path: string): ReturnType<Machine['at']> {
  if (!existsSync(path)) return 'nothing';
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile() ? 'program' : 'file';
  } catch {
    return 'file';
  }
}
