import { EnvironmentError } from '../model/errors.js';
import type { RuntimeOutlook } from '../model/runtime-outlook.js';
import type { RuntimeWish } from '../model/runtime-wish.js';
import type { RuntimeKind } from '../model/scenario.js';
import { containersAvailability, imagesHere } from './containers/availability.js';
import { findPostgresBinaries } from './embedded/postgres-binaries.js';
import type { Availability } from './port.js';

/** Images of the containers runtime, as `docker/build.sh` names them. */
export const POSTGRES_IMAGE = 'canarybed-postgres:local';

export interface RuntimeChoice {
  readonly kind: RuntimeKind;
  /** Why this one, as a sentence for people. */
  readonly why: string;
}

/** Whether Postgres programs are there for the embedded runtime. */
export async function embeddedAvailability(): Promise<Availability> {
  try {
    const { origin, postgres } = await findPostgresBinaries();
    return { usable: true, detail: `Postgres programs of the ${origin}: ${postgres}` };
  } catch (error) {
    if (!(error instanceof EnvironmentError)) throw error;
    return { usable: false, reason: error.message, remedy: error.remedy };
  }
}

/** What can be said of the choice before it is known which images are needed. */
export async function foresee(wish: RuntimeWish): Promise<Pick<RuntimeOutlook, 'kind' | 'images'>> {
  if (wish !== 'auto') return { kind: wish, images: [] };
  const images = await imagesHere();
  return images.includes(POSTGRES_IMAGE) ? { kind: 'either', images } : { kind: 'embedded', images: [] };
}

/**
 * Containers when an engine answers and the images are there, else embedded.
 * @param images of the apps; undefined for an app that has none, which only processes can be
 * @throws EnvironmentError when the one that was asked for cannot be used.
 */
export async function chooseRuntime(wish: RuntimeWish, images: readonly (string | undefined)[]): Promise<RuntimeChoice> {
  if (wish === 'embedded') return { kind: 'embedded', why: 'asked for' };
  const named = images.filter((image) => image !== undefined);
  if (wish === 'auto' && named.length < images.length) return { kind: 'embedded', why: 'an app names no image' };
  const containers = await containersAvailability([POSTGRES_IMAGE, ...named]);
  if (containers.usable) return { kind: 'containers', why: wish === 'auto' ? containers.detail : `asked for; ${containers.detail}` };
  if (wish === 'auto') return { kind: 'embedded', why: `${containers.reason}; ${containers.remedy}` };
  throw new EnvironmentError(`the containers runtime was asked for, but ${containers.reason}`, containers.remedy);
}
