import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { commandLineText, secretsOfCommand } from '../model/command-text.js';
import { EnvironmentError } from '../model/errors.js';
import type { Release } from '../model/release.js';
import { maskDeep, secretsOf } from '../model/secrets.js';

/** Wall seconds that putting data back may take. */
const RESET_LIMIT = 120;

/** Characters that the command may say. */
const MOST_OUTPUT = 64 * 1024 * 1024;

/**
 * Runs the command that puts an app's data back, in the release's folder under its settings.
 * @param limit wall seconds after which it is ended
 * @throws EnvironmentError with its output where it fails or does not end: what a mutant did would reach the next
 */
export function resetBy(command: readonly string[], { folder, env }: Pick<Release, 'folder' | 'env'>, limit = RESET_LIMIT): () => Promise<void> {
  const [program = '', ...args] = command;
  const how = { cwd: folder, env: { ...process.env, ...env }, timeout: limit * 1000, killSignal: 'SIGKILL', maxBuffer: MOST_OUTPUT } as const;
  return async () => {
    try {
      await promisify(execFile)(program === 'node' ? process.execPath : program, args, how);
    } catch (error) {
      const { stderr = '', stdout = '', message, killed } = error as Error & { stderr?: string; stdout?: string; killed?: boolean };
      const output = (stderr || stdout || commandLineText(message)).trim().split('\n').slice(-12).join('\n  ');
      const what = killed === true ? `did not end within ${limit} s` : 'failed';
      throw new EnvironmentError(`the reset before a mutant ${what}: ${maskDeep(output, [...secretsOfCommand(command), ...secretsOf(env)])}`, `Correct it; it is run in ${folder}.`);
    }
  };
}
