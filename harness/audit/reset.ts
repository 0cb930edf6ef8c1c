import { commandText, secretsOfCommand } from '../model/command-text.js';
import { EnvironmentError } from '../model/errors.js';
import type { Release } from '../model/release.js';
import { maskDeep, secretsOf } from '../model/secrets.js';
import { runCommand } from '../programs/run-command.js';

/** Wall seconds that putting data back may take. */
const RESET_LIMIT = 120;

/**
 * Runs the command that puts an app's data back, in the release's folder under its settings.
 * @param how `limit`: wall seconds after which it is ended; `signal` ends it, too
 * @throws EnvironmentError with its output where it fails or does not end: what a mutant did would reach the next
 */
export function resetBy(command: readonly string[], { folder, env }: Pick<Release, 'folder' | 'env'>, { limit = RESET_LIMIT, signal }: { limit?: number | undefined; signal?: AbortSignal } = {}): () => Promise<void> {
  return async () => {
    const end = await runCommand(command, { folder, env: { ...process.env, ...env }, limit, signal });
    if (end.kind === 'done') return;
    const what = { failed: 'failed', late: `did not end within ${limit} s`, stopped: 'was stopped' }[end.kind];
    throw new EnvironmentError(
      `the reset before a mutant ${what}: ${maskDeep(end.said, [...secretsOfCommand(command), ...secretsOf(env)])}`,
      `Correct it; the command is "${commandText(command)}" in ${folder}.`,
    );
  };
}
