import { accessSync, constants, existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { appFindings } from '../audit/doctor/app-findings.js';
import type { Described } from '../audit/doctor/described-here.js';
import { machineFor } from '../audit/doctor/machine.js';
import { describeError } from '../model/errors.js';
import type { Release } from '../model/release.js';
import type { RuntimeWish } from '../model/runtime-wish.js';
import { lackOf, lackText } from '../runner/missing-programs.js';
import { chooseRuntime, embeddedAvailability, POSTGRES_IMAGE } from '../runtime/choose-runtime.js';
import { containersAvailability } from '../runtime/containers/availability.js';
import type { Availability } from '../runtime/port.js';
import { sweepLeftovers } from '../runtime/sweep.js';

type Needs = Pick<Release, 'name' | 'image' | 'programs'>;

/**
 * Looks at what a run and an audit need; exit code 3 when no runtime can be used, else that of a description that
 * cannot be read.
 * @param apps of the scenarios
 */
export async function doctor(wish: RuntimeWish, described: Described, scenarioApps: readonly Needs[], print: (line: string) => void): Promise<number> {
  const own = described.kind === 'well' ? described.input : undefined;
  const apps = [...scenarioApps, ...(own && !scenarioApps.some(({ name }) => name === own.release.name) ? [own.release] : [])];
  const images = [...new Set(apps.map(({ image }) => image?.name))];
  print(`node        ${process.version}`);
  print(`folder      ${writable(tmpdir()) ? 'temporary files can be written' : `no write access to ${tmpdir()}; set TMPDIR`}`);
  print(`user        ${process.getuid?.() === 0 ? 'root; apps and Postgres run as unprivileged users' : 'not root; apps and Postgres run as you'}`);
  const swept = sweepLeftovers();
  if (swept.length > 0) print(`leftovers   removed ${swept.length} folders of runs that had crashed`);
  print(`embedded    ${sentence(await embeddedAvailability())}`);
  for (const app of apps) if (app.programs) print(`programs    ${app.name}: ${programsText(app)}`);
  print(`containers  ${sentence(await containersAvailability([POSTGRES_IMAGE, ...images.filter((image) => image !== undefined)]))}`);
  for (const line of await appLines(described)) print(line);
  try {
    const { kind, why } = await chooseRuntime(own?.runtime ?? wish, images);
    print(`would take  ${kind}: ${why}`);
    return described.kind === 'wrongly' ? described.exitCode : 0;
  } catch (error) {
    print(`would take  none: ${describeError(error)}`);
    return 3;
  }
}

/** What the folder says of its app, and whether the machine has what that names. */
async function appLines(described: Described): Promise<string[]> {
  switch (described.kind) {
    case 'not at all':
      return ['app         not described here; "canarybed init" writes a configuration'];
    case 'wrongly':
      return [`app         its description cannot be read: ${described.message}`];
    case 'well': {
      const { file, input } = described;
      const findings = appFindings(input, await machineFor(input));
      return [`app         ${input.release.name}, described by ${file}`, ...findings.map(({ about, good, text }) => `  ${about.padEnd(10)}${good ? '' : 'not well: '}${text}`)];
    }
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
