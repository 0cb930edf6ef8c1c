import { accessSync, constants, existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { describeError } from '../model/errors.js';
import type { Release } from '../model/release.js';
import type { RuntimeWish } from '../model/runtime-wish.js';
import { lackOf, lackText } from '../runner/missing-programs.js';
import { chooseRuntime, embeddedAvailability, POSTGRES_IMAGE } from '../runtime/choose-runtime.js';
import { containersAvailability } from '../runtime/containers/availability.js';
import type { Availability } from '../runtime/port.js';
import { sweepLeftovers } from '../runtime/sweep.js';

type Needs = Pick<Release, 'name' | 'image' | 'programs'>;

/** Looks at what a run needs; exit code 3 when no runtime can be used. */
export async function doctor(wish: RuntimeWish, apps: readonly Needs[], print: (line: string) => void): Promise<number> {
  const images = [...new Set(apps.map(({ image }) => image?.name))];
  print(`node        ${process.version}`);
  print(`folder      ${writable(tmpdir()) ? 'temporary files can be written' : `no write access to ${tmpdir()}; set TMPDIR`}`);
  print(`user        ${process.getuid?.() === 0 ? 'root; apps and Postgres run as unprivileged users' : 'not root; apps and Postgres run as you'}`);
  const swept = sweepLeftovers();
  if (swept.length > 0) print(`leftovers   removed ${swept.length} folders of runs that had crashed`);
  print(`embedded    ${sentence(await embeddedAvailability())}`);
  for (const app of apps) if (app.programs) print(`programs    ${app.name}: ${programsText(app)}`);
  print(`containers  ${sentence(await containersAvailability([POSTGRES_IMAGE, ...images.filter((image) => image !== undefined)]))}`);
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

function programsText(app: Needs): string {
  const lack = lackOf(app);
  return lack ? `${lackText(lack)}; embedded its scenarios are skipped` : 'all that it needs is here';
}

function writable(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK);
    return existsSync(folder);
  } catch {
    return false;
  }
}
