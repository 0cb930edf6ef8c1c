import { accessSync, constants, existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { describeError } from '../model/errors.js';
import type { RuntimeWish } from '../model/runtime-wish.js';
import { chooseRuntime, embeddedAvailability, POSTGRES_IMAGE } from '../runtime/choose-runtime.js';
import { containersAvailability } from '../runtime/containers/availability.js';
import type { Availability } from '../runtime/port.js';
import { sweepLeftovers } from '../runtime/sweep.js';

/** Looks at what a run needs; exit code 3 when no runtime can be used. */
export async function doctor(wish: RuntimeWish, images: readonly string[], print: (line: string) => void): Promise<number> {
  print(`node        ${process.version}`);
  print(`folder      ${writable(tmpdir()) ? 'temporary files can be written' : `no write access to ${tmpdir()}; set TMPDIR`}`);
  print(`user        ${process.getuid?.() === 0 ? 'root; apps and Postgres run as unprivileged users' : 'not root; apps and Postgres run as you'}`);
  const swept = sweepLeftovers();
  if (swept.length > 0) print(`leftovers   removed ${swept.length} folders of runs that had crashed`);
  print(`embedded    ${sentence(await embeddedAvailability())}`);
  print(`containers  ${sentence(await containersAvailability([POSTGRES_IMAGE, ...images]))}`);
  try {
    const { kind, why } = await chooseRuntime(wish, images);
    print(`would take  ${kind}: ${why}`);
    return 0;
  } catch (error) {
    print(`would take  none: ${describeError(error)}`);
    return 3;
  }
}

const sentence = (found: Availability): string => (found.usable ? `usable: ${found.detail}` : `not usable: ${found.reason}; ${found.remedy}`);

function writable(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK);
    return existsSync(folder);
  } catch {
    return false;
  }
}
