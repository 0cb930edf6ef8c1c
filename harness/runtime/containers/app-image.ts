import { EnvironmentError } from '../../model/errors.js';
import type { ProcessSpec } from '../port.js';
import { engineStatus, type Engine } from './engine.js';
import { contentOfFolder } from './release-content.js';

export interface AppImage {
  readonly name: string;
  /** Folder of the release inside the image. */
  readonly folder: string;
  /** Names of the settings that the image itself brings along. */
  readonly settings: readonly string[];
}

/** Images of the run's apps, each looked at once. */
export class AppImages {
  readonly #looked = new Map<string, Promise<{ settings: string[]; release: string | undefined }>>();
  readonly #compared = new Map<string, Promise<boolean>>();

  constructor(private readonly engine: Engine) {}

  /**
   * The image that a process is to run from.
   *
   * @throws EnvironmentError when there is none, it is missing, or it was built from another release than the folder
   */
  async imageFor(spec: ProcessSpec): Promise<AppImage> {
    if (!spec.image) {
      throw new EnvironmentError(`the release of ${spec.name} names no image`, 'Give the app an image, or set CANARYBED_RUNTIME=embedded.');
    }
    const { name, folder } = spec.image;
    const { settings, release } = await once(this.#looked, name, () => this.#look(name));
    if (release !== undefined && !spec.folderChanged) {
      // Unchanged folders are copies of one release, so that the first one speaks for all.
      const same = await once(this.#compared, name, async () => (await contentOfFolder(spec.folder)) === release);
      if (!same) {
        throw new EnvironmentError(`image ${name} was not built from the release that is to be tested`, 'Run docker/build.sh.');
      }
    }
    return { name, folder, settings };
  }

  async #look(name: string): Promise<{ settings: string[]; release: string | undefined }> {
    try {
      const { Config } = await this.engine.container.dockerode.getImage(name).inspect();
      const settings = (Config.Env ?? []).map((pair) => pair.slice(0, pair.indexOf('=')));
      return { settings, release: Config.Labels?.['canarybed.release'] };
    } catch (error) {
      if (engineStatus(error) !== 404) throw error;
      throw new EnvironmentError(`image ${name} is missing`, 'Run docker/build.sh, or set CANARYBED_RUNTIME=embedded.');
    }
  }
}

function once<T>(known: Map<string, Promise<T>>, key: string, make: () => Promise<T>): Promise<T> {
  const made = known.get(key) ?? make();
  known.set(key, made);
  return made;
}
