import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, statSync, symlinkSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { promisify } from 'node:util';
import { ConfigError } from '../model/errors.js';
import type { Release } from '../model/release.js';
import { copyFromImage } from '../runtime/containers/copy-from-image.js';
import { buildReleases } from './build-releases.js';
import { git } from './git.js';

const call = promisify(execFile);

/** Where a release is to be found: its own folder, a checkout that must be built, or inside an image. */
export type ReleaseSource =
  | { readonly kind: 'release-folder'; readonly folder: string }
  | { readonly kind: 'checkout'; readonly folder: string }
  | { readonly kind: 'commit'; readonly commit: string; readonly prefix: string }
  | { readonly kind: 'image'; readonly image: string };

/**
 * What a name on the command line stands for: a folder first, then a git ref of the project, else an image.
 * @param described the app, whose pages and migrations tell a built release from a checkout
 */
export async function findSource(name: string, described: Release): Promise<ReleaseSource> {
  const folder = resolve(name);
  if (existsSync(folder) && statSync(folder).isDirectory()) return { kind: holdsRelease(folder, described) ? 'release-folder' : 'checkout', folder };
  const commit = await git('rev-parse', '--verify', '--quiet', '--end-of-options', `${name}^{commit}`);
  if (commit !== undefined) return { kind: 'commit', commit, prefix: (await git('rev-parse', '--show-prefix')) ?? '' };
  return { kind: 'image', image: name };
}

/**
 * A release under a name of its own, built where it has to be.
 * @param workplace an empty folder that lives as long as the run
 * @param signal ends a build of it
 * @throws ConfigError when the source is none, EnvironmentError when a build fails or no engine answers.
 */
export async function releaseFrom(source: ReleaseSource, described: Release, name: string, workplace: string, signal?: AbortSignal): Promise<Release> {
  const folder = await folderOf(source, described, name, workplace, signal);
  if (!holdsRelease(folder, described)) {
    throw new ConfigError(`${name}: expected the pages, migrations and start command of ${described.name} in ${folder}, they are not all there; name another release, or correct its description`);
  }
  const { build: _build, image, releaseId, env, ...rest } = described;
  return {
    ...rest,
    name: `${described.name}-${name}`,
    folder,
    env: releaseId ? { ...env, [releaseId.setting]: name } : env,
    ...(releaseId ? { releaseId } : {}),
    // Whatever the image holds, this release is laid over it.
    ...(image ? { image: { name: source.kind === 'image' ? source.image : image.name, folder: image.folder, overlaid: true } } : {}),
  };
}

async function folderOf(source: ReleaseSource, described: Release, name: string, workplace: string, signal: AbortSignal | undefined): Promise<string> {
  switch (source.kind) {
    case 'release-folder':
      return source.folder;
    case 'checkout':
      return buildIn(source.folder, described, signal);
    case 'commit': {
      const checkout = join(workplace, `checkout-${name}`);
      mkdirSync(checkout);
      await extractCommit(source.commit, checkout);
      return buildIn(join(checkout, source.prefix), described, signal);
    }
    case 'image': {
      if (!described.image) throw new ConfigError(`${source.image}: expected a folder or a git ref, found neither; for an image the app's description needs "image"`);
      const folder = join(workplace, `image-${name}`);
      mkdirSync(folder);
      await copyFromImage(source.image, described.image.folder, folder);
      return folder;
    }
  }
}

/** Builds a checkout as the described project is built; its dependencies are the project's where it has none of its own. */
async function buildIn(checkout: string, described: Release, signal: AbortSignal | undefined): Promise<string> {
  const root = described.build?.folder ?? process.cwd();
  const [modules, ours] = [join(checkout, 'node_modules'), join(root, 'node_modules')];
  if (!existsSync(modules) && existsSync(ours)) symlinkSync(ours, modules);
  const { build } = described;
  if (build) await buildReleases([{ ...described, build: { command: build.command, folder: checkout } }], 'embedded', signal);
  return join(checkout, relative(root, described.folder));
}

async function extractCommit(commit: string, folder: string): Promise<void> {
  const archive = `${folder}.tar`;
  const top = (await git('rev-parse', '--show-toplevel')) ?? process.cwd();
  await call('git', ['archive', '--format=tar', '--output', archive, commit], { cwd: top });
  await call('tar', ['-xf', archive, '-C', folder]);
}

/** A built release has what the app's description names: its pages, its migrations, and the files of its start command. */
function holdsRelease(folder: string, { pages, migrations, database, command, folder: known }: Release): boolean {
  const started = command.filter((word) => existsSync(join(known, word)));
  const files = [...Object.values(pages).map(({ template }) => template), migrations?.folder, database?.seed, ...started];
  return existsSync(folder) && files.every((file) => file === undefined || existsSync(join(folder, file)));
}
