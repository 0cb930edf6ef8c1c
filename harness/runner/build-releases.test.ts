import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EnvironmentError } from '../model/errors.js';
import type { Release } from '../model/release.js';
import { SMALL_RELEASE } from '../model/release.testing.js';
import { until } from '../runtime/run-bench.testing.js';
import { buildReleases, buildUntilStopped } from './build-releases.js';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'canarybed-builds-'))));
afterEach(() => rmSync(folder, { recursive: true }));

const says = (word: string): string[] => ['sh', '-c', `sleep 0.1; echo ${word} >> done`];
const releaseOf = (name: string, build: string, image: string): Release => ({
  ...SMALL_RELEASE,
  name,
  build: { command: says(build), folder },
  image: { name: `${name}:local`, folder: '/srv', build: says(image) },
});
const done = (): string[] => readFileSync(join(folder, 'done'), 'utf8').trim().split('\n');

test('what releases share is built once, and their images after all of them', async () => {
  await buildReleases([releaseOf('a', 'one', 'images'), releaseOf('b', 'two', 'images'), releaseOf('c', 'one', 'images')], 'containers');
  expect([done().slice(0, -1).sort(), done().at(-1)]).toEqual([['one', 'two'], 'images']);
});

test('without containers no image is built', async () => {
  await buildReleases([releaseOf('a', 'one', 'images')], 'embedded');
  expect(done()).toEqual(['one']);
});

test('a build may write more than anybody reads', async () => {
  const build = { command: ['node', '-e', 'process.stdout.write("x".repeat(3 * 2 ** 20))'], folder };
  await expect(buildReleases([{ ...SMALL_RELEASE, build }], 'embedded')).resolves.toBeUndefined();
});

test('a build that is stopped did not fail', async () => {
  const controller = new AbortController();
  const built = buildUntilStopped([{ ...SMALL_RELEASE, build: { command: ['sh', '-c', 'echo begun > done; exec sleep 300'], folder } }], 'embedded', controller.signal);
  await until('it has begun', () => existsSync(join(folder, 'done')));
  controller.abort();
  await expect(built).resolves.toBeUndefined();
  const failing = buildUntilStopped([{ ...SMALL_RELEASE, build: { command: ['false'], folder } }], 'embedded', new AbortController().signal);
  await expect(failing).rejects.toThrow('the build of till failed');
});

test('a build that fails is told with its last lines and its command', async () => {
  const failing = buildReleases([{ ...SMALL_RELEASE, build: { command: ['sh', '-c', 'echo no flour >&2; exit 3'], folder } }], 'embedded');
  await expect(failing).rejects.toThrow(EnvironmentError);
  await expect(failing).rejects.toThrow('the build of till failed: no flour');
});

test.each([
  ['its last lines', 'echo "login with $PGPASSWORD failed" >&2; exit 3'],
  ['its command alone', 'exit 3'],
])('a build that fails is told without the secrets of its command: %s', async (_, rest) => {
  const command = ['sh', '-c', `export PGPASSWORD=hunter2; ${rest}`];
  const error = await buildReleases([{ ...SMALL_RELEASE, build: { command, folder } }], 'embedded').catch((thrown: unknown) => thrown as EnvironmentError);
  expect(error).toBeInstanceOf(EnvironmentError);
  const { message, remedy } = error as EnvironmentError;
  expect(message + remedy).not.toContain('hunter2');
  expect(remedy).toContain(`the command is "sh -c export PGPASSWORD=***; ${rest}" in ${folder}`);
});
