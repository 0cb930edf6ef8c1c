import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { EnvironmentError } from '../model/errors.js';
import type { Release } from '../model/release.js';

/**
 * Runs a release's own build, so that what is tested is what is in the sources now.
 * @throws EnvironmentError with the build's output when it fails.
 */
export async function buildRelease({ build, name }: Release): Promise<void> {
  if (!build) return;
  const [program = '', ...args] = build.command;
  try {
    await promisify(execFile)(program === 'node' ? process.execPath : program, args, { cwd: build.folder });
  } catch (error) {
    const { stderr = '', stdout = '', message } = error as Error & { stderr?: string; stdout?: string };
    throw new EnvironmentError(
      `the build of ${name} failed: ${(stderr || stdout || message).trim().split('\n').slice(-12).join('\n  ')}`,
      `Correct it; the command is "${build.command.join(' ')}" in ${build.folder}.`,
    );
  }
}
