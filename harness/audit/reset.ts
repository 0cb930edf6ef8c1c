import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { EnvironmentError } from '../model/errors.js';
import type { Release } from '../model/release.js';

/**
 * Runs the command that puts an app's data back, in the release's folder under its settings.
 * @throws EnvironmentError with its output where it fails: what a mutant did would reach the next
 */
export function resetBy(command: readonly string[], { folder, env }: Release): () => Promise<void> {
  const [program = '', ...args] = command;
  return async () => {
    try {
      await promisify(execFile)(program === 'node' ? process.execPath : program, args, { cwd: folder, env: { ...process.env, ...env } });
    } catch (error) {
      const { stderr = '', stdout = '', message } = error as Error & { stderr?: string; stdout?: string };
      const output = (stderr || stdout || message).trim().split('\n').slice(-12).join('\n  ');
      throw new EnvironmentError(`the reset before a mutant failed: ${output}`, `Correct it; the command is "${command.join(' ')}" in ${folder}.`);
    }
  };
}
