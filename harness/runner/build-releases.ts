import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { commandLineText, commandText, secretsOfCommand } from '../model/command-text.js';
import { EnvironmentError } from '../model/errors.js';
import type { Release } from '../model/release.js';
import type { RuntimeKind } from '../model/scenario.js';
import { maskDeep } from '../model/secrets.js';
import { requirePrograms } from './missing-programs.js';

interface Build {
  readonly what: string;
  readonly command: readonly string[];
  readonly folder: string;
}

const ownBuild = ({ build, name }: Release): Build[] => (build ? [{ what: name, ...build }] : []);

const imageBuild = ({ build, image, name }: Release): Build[] =>
  image?.build ? [{ what: `the image of ${name}`, command: image.build, folder: build?.folder ?? process.cwd() }] : [];

const unique = (builds: readonly Build[]): Build[] => [...new Map(builds.map((build) => [JSON.stringify([build.command, build.folder]), build])).values()];

/** Bytes that a build may write; that of an image tells of every package that it installs. */
const MOST_OUTPUT = 64 * 2 ** 20;

/**
 * Runs releases' own builds, so that what is tested is what is in the sources now; for containers also those of their
 * images. What they share is done once, and images after all releases: one command may build those of several.
 * @throws EnvironmentError with the output of a build that fails, or when the embedded runtime lacks a program.
 */
export async function buildReleases(releases: readonly Release[], runtime: RuntimeKind): Promise<void> {
  if (runtime === 'embedded') releases.forEach(requirePrograms);
  await Promise.all(unique(releases.flatMap(ownBuild)).map(runBuild));
  if (runtime === 'containers') for (const build of unique(releases.flatMap(imageBuild))) await runBuild(build);
}

async function runBuild({ what, command, folder }: Build): Promise<void> {
  const [program = '', ...args] = command;
  try {
    await promisify(execFile)(program === 'node' ? process.execPath : program, args, { cwd: folder, maxBuffer: MOST_OUTPUT });
  } catch (error) {
    const { stderr = '', stdout = '', message } = error as Error & { stderr?: string; stdout?: string };
    const said = (stderr || stdout || commandLineText(message)).trim().split('\n').slice(-12).join('\n  ');
    throw new EnvironmentError(
      `the build of ${what} failed: ${maskDeep(said, secretsOfCommand(command))}`,
      `Correct it; the command is "${commandText(command)}" in ${folder}.`,
    );
  }
}
