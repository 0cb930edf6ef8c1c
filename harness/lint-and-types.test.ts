import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

const ROOT = join(__dirname, '..');

/** Milliseconds; half a minute each where nothing else runs. */
const LONG = 5 * 60_000;

/** Output of a program of node_modules; undefined when it found nothing to complain about. */
async function complaintsOf(program: string, args: readonly string[]): Promise<string | undefined> {
  try {
    await promisify(execFile)(process.execPath, [join(ROOT, 'node_modules', program), ...args], { cwd: ROOT, maxBuffer: 16 * 1024 * 1024 });
    return undefined;
  } catch (error) {
    const { stdout, stderr } = error as { stdout: string; stderr: string };
    return `${stdout}${stderr}`;
  }
}

test('all of the project type-checks', async () => {
  expect(await complaintsOf('typescript/bin/tsc', ['--noEmit'])).toBeUndefined();
}, LONG);

test('what draws the report type-checks', async () => {
  expect(await complaintsOf('typescript/bin/tsc', ['--noEmit', '-p', 'harness/report/view'])).toBeUndefined();
}, LONG);

test('the linter has nothing to say', async () => {
  expect(await complaintsOf('eslint/bin/eslint.js', ['.', '--max-warnings', '0'])).toBeUndefined();
}, LONG);
