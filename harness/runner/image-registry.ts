import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { ConfigError, EnvironmentError } from '../model/errors.js';
import { isImageId, type HeldIn } from '../model/machine-image.js';
import { imageTag, isRegisteredImage, type RegisteredImage } from '../model/registered-image.js';
import { copyTree } from '../runtime/working-copy.js';
import { fingerprintOf } from './release-fingerprint.js';

/**
 * Images of a project, in a folder of it: a file for each, so that builds at the same time do not lose each other's, and a
 * folder beside it for each whose release is no container image. Looked into anew each time, since others build, too.
 */
export class ImageRegistry {
  constructor(readonly folder = resolve('.canarybed/images')) {}

  /** The oldest first. @throws ConfigError for a file that cannot be read */
  list(): readonly RegisteredImage[] {
    const names = existsSync(this.folder) ? readdirSync(this.folder) : [];
    const ids = names.flatMap((name) => (name.endsWith('.json') && isImageId(name.slice(0, -5)) ? [name.slice(0, -5)] : []));
    const order = ({ createdAt, id }: RegisteredImage): string => `${createdAt} ${id}`;
    return ids.flatMap((id) => this.find(id) ?? []).sort((a, b) => (order(a) < order(b) ? -1 : 1));
  }

  /** @throws ConfigError for a file that cannot be read */
  find(id: string): RegisteredImage | undefined {
    if (!isImageId(id)) return undefined;
    const file = this.#fileOf(id);
    try {
      const read: unknown = JSON.parse(readFileSync(file, 'utf8'));
      if (isRegisteredImage(read, id)) return read;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    }
    throw new ConfigError(`${file}: expected an image as "canarybed image build" writes it; remove the file, and build it anew`);
  }

  /** Where the release of an image is held. */
  heldIn({ id, kind }: Pick<RegisteredImage, 'id' | 'kind'>): HeldIn {
    return kind === 'folder' ? { kind, folder: join(this.folder, id) } : { kind, tag: imageTag(id) };
  }

  /** Whole or not at all. Its settings are for its owner alone to read. @throws EnvironmentError when it cannot be written */
  add(image: RegisteredImage): void {
    try {
      this.#make();
      const written = this.#aside(image.id);
      writeFileSync(written, `${JSON.stringify(image, null, 1)}\n`, { mode: 0o600 });
      renameSync(written, this.#fileOf(image.id));
    } catch (error) {
      throw this.#notChanged(error);
    }
  }

  /**
   * Copies a release to where the image of this id has it, in place of what else is there: a part that a removal left.
   * @throws EnvironmentError when it cannot be copied
   */
  async keep(id: string, release: string): Promise<void> {
    try {
      this.#make();
      await this.#fill(join(this.folder, id), release, [this.#aside(id), this.#aside(id)]);
    } catch (error) {
      throw this.#notChanged(error);
    }
  }

  async #fill(place: string, release: string, [copy, other]: readonly [string, string]): Promise<void> {
    try {
      await copyTree(release, copy, { linkDependencies: false });
      if (existsSync(place) && isDeepStrictEqual(await fingerprintOf(place), await fingerprintOf(copy))) return;
      if (existsSync(place)) renameSync(place, other);
      renameSync(copy, place);
    } catch (error) {
      // Another build of the same was faster.
      if (!existsSync(place)) throw error;
    } finally {
      for (const folder of [copy, other]) rmSync(folder, { recursive: true, force: true });
    }
  }

  /** Forgets an image, and its folder if it has one. @throws EnvironmentError when it cannot be removed */
  remove(id: string): void {
    try {
      rmSync(this.#fileOf(id), { force: true });
      rmSync(join(this.folder, id), { recursive: true, force: true });
    } catch (error) {
      throw this.#notChanged(error);
    }
  }

  /** Images hold settings, which do not belong into anybody's repository. */
  #make(): void {
    mkdirSync(this.folder, { recursive: true });
    writeFileSync(join(this.folder, '.gitignore'), '*\n');
  }

  #notChanged(error: unknown): EnvironmentError {
    if (error instanceof EnvironmentError) return error;
    return new EnvironmentError(`the images in ${this.folder} cannot be changed: ${(error as Error).message}`, 'Let the folder be written to.');
  }

  #fileOf(id: string): string {
    return join(this.folder, `${id}.json`);
  }

  /** In the same file system, so that it takes its place at one stroke. */
  #aside(id: string): string {
    return join(this.folder, `.${id}-${process.pid}-${randomBytes(4).toString('hex')}`);
  }
}
