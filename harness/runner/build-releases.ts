import { commandText, secretsOfCommand } from '../model/command-text.js';
import { EnvironmentError } from '../model/errors.js';
import type { Release } from '../model/release.js';
import type { RuntimeKind } from '../model/scenario.js';
import { maskDeep } from '../model/secrets.js';
import { requirePrograms } from './missing-programs.js';
import { runCommand } from '../programs/run-command.js';

interface Build {
  readonly what: string;
  readonly command: readonly string[];
  readonly folder: string;
}

const ownBuild = ({ build, name }: Release): Build[] => (build ? [{ what: name, ...build }] : []);

const imageBuild = ({ build, image, name }: Release): Build[] =>
  image?.build ? [{ what: `the image of ${name}`, command: image.build, folder: build?.folder ?? process.cwd() }] : [];

const unique = (builds: readonly Build[]): Build[] => [...new Map(builds.map((build) => [JSON.stringify([build.command, build.folder]), build])).values()];

/**
 * Runs releases' own builds, so that what is tested is what is in the sources now; for containers also those of their
 * images. What they share is done once, and images after all releases: one command may build those of several.
 * @param signal ends the builds, with all that they started
 * @throws EnvironmentError with the output of a build that fails or was ended, or when the embedded runtime lacks a program.
 */
export async function buildReleases(releases: readonly Release[], runtime: RuntimeKind, signal?: AbortSignal): Promise<void> {
  if (runtime === 'embedded') releases.forEach(requirePrograms);
  await Promise.all(unique(releases.flatMap(ownBuild)).map((build) => runBuild(build, signal)));
  if (runtime === 'containers') for (const build of unique(releases.flatMap(imageBuild))) await runBuild(build, signal);
}

/** As `buildReleases`, where whoever ends the builds wants nothing more of them: those that were ended did not fail. */
export async function buildUntilStopped(releases: readonly Release[], runtime: RuntimeKind, signal: AbortSignal): Promise<void> {
  await buildReleases(releases, runtime, signal).catch((error: unknown) => (signal.aborted ? undefined : Promise.reject(error as Error)));
}

async function runBuild({ what, command, folder }: Build, signal: AbortSignal | undefined): Promise<void> {
  const end = await runCommand(command, { folder, signal });
  if (end.kind === 'done') return;
  throw new EnvironmentError(
    `the build of ${what} ${end.kind === 'stopped' ? 'was stopped' : 'failed'}: ${maskDeep(end.said, secretsOfCommand(command))}`,
    `Correct it; the command is "${commandText(command)}" in ${folder}.`,
  );
}
