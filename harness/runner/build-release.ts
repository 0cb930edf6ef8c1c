import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { EnvironmentError } from '../model/errors.js';
import type { Release } from '../model/release.js';
import type { RuntimeKind } from '../model/scenario.js';

/**
 * Runs a release's own build, so that what is tested is what is in the sources now; for containers also that of its
 * image.
 * @throws EnvironmentError with the build's output when it fails.
 */
export async function buildRelease({ build, image, name }: Release, runtime: RuntimeKind): Promise<void> {
  const folder = build?.folder ?? process.cwd();
  if (build) await runBuild(name, build.command, folder);
  if (runtime === 'containers' && image?.build) await runBuild(`the image of ${name}`, image.build, folder);
}

async function runBuild(what: string, [program = '', ...args]: readonly string[], folder: string): Promise<void> {
  try {
    await promisify(execFile)(program === 'node' ? process.execPath : program, args, { cwd: folder });
  } catch (error) {
    const { stderr = '', stdout = '', message } = error as Error & { stderr?: string; stdout?: string };
    throw new EnvironmentError(
      `the build of ${what} failed: ${(stderr || stdout || message).trim().split('\n').slice(-12).join('\n  ')}`,
      `Correct it; the command is "${[program, ...args].join(' ')}" in ${folder}.`,
    );
  }
}
