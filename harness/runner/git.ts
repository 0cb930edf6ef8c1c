import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** What git answers in the working folder; undefined where it has no answer, or there is no git. */
export async function git(...args: readonly string[]): Promise<string | undefined> {
  return promisify(execFile)('git', [...args]).then(({ stdout }) => stdout.trim(), () => undefined);
}
