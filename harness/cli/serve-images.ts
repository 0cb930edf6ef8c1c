import { standingImage, statusOf } from '../define-images.js';
import { ConfigError } from '../model/errors.js';
import type { LaunchableImages, StandingImage, StandsFor } from '../model/machine-image.js';
import type { ImageRegistry } from '../runner/image-registry.js';
import { standingRegistered } from '../runner/registered-release.js';
import { registeredImages } from '../runner/registry.js';
import { describedApp, loadDescription } from '../runner/described-app.js';
import type { ServeOptions } from './serve-options.js';

/** Id of the one image that there is when none is described. */
const DEFAULT_AMI = 'ami-00000000000000001';

/**
 * What instances of `serve` can be launched from: images of files, then of `--ami`; when there are neither, the app under
 * one id.
 * @throws ConfigError for a file that describes none, an id that is no AMI's, or one that is described twice.
 */
function imagesOf({ files, amis, app, instances }: ServeOptions): StandingImage[] {
  for (const file of files) loadDescription(file, 'describes images by images()');
  const described = registeredImages();
  if (files.length > 0 && described.length === 0) throw new ConfigError(`expected ${files.join(', ')} to describe images by images(), found none; see docs/aws.md`);
  const given = amis.map(({ id, what }) => standingImage(id, readWhat(id, what, app)));
  const all = [...described, ...given];
  const twice = all.find(({ id }, index) => all.findIndex((other) => other.id === id) !== index);
  if (twice) throw new ConfigError(`${twice.id} is described twice; give one of them another id`);
  if (instances === 'none') return (all.length > 0 ? all.map(({ id }) => id) : [DEFAULT_AMI]).map((id) => standingImage(id, { kind: 'nothing' }));
  return all.length > 0 ? all : [standingImage(DEFAULT_AMI, { kind: 'release', release: describedApp(app), faults: [] })];
}

/**
 * Those that are described, and those that are registered now or later.
 * @param change what becomes of each
 * @throws ConfigError for an id that is described although it is registered
 */
export function launchableImages(command: ServeOptions, registry: ImageRegistry, change: (image: StandingImage) => StandingImage): LaunchableImages {
  const described = imagesOf(command).map(change);
  const ids = new Set(described.map(({ id }) => id));
  const kept = registry.list();
  const twice = kept.find(({ id }) => ids.has(id));
  if (twice) throw new ConfigError(`${twice.id} is described, and registered as ${twice.description}; describe another id, or run "canarybed image remove ${twice.id}"`);
  const standing = (image: (typeof kept)[number]): StandingImage =>
    command.instances === 'none' ? standingImage(image.id, { kind: 'nothing' }) : change(standingRegistered(registry, image));
  return {
    described,
    list: () => [...described, ...registry.list().filter(({ id }) => !ids.has(id)).map(standing)],
    find: (id) => {
      if (ids.has(id)) return described.find((image) => image.id === id);
      const found = registry.find(id);
      return found && standing(found);
    },
  };
}

function readWhat(id: string, what: string, app: string): StandsFor {
  if (what === 'nothing') return { kind: 'nothing' };
  const [, status] = /^answers:(\d+)$/.exec(what) ?? [];
  if (status !== undefined) return { kind: 'answer', status: statusOf(id, Number(status)) };
  const release = describedApp(app);
  return what === 'app' ? { kind: 'release', release, faults: [] } : { kind: 'source', source: what, release, faults: [] };
}
