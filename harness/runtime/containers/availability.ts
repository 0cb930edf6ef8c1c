import type { Availability } from '../port.js';
import { engineStatus, findEngine, type Engine } from './engine.js';
import { isOwnAddress } from './own-address.js';

const INSTEAD = 'set CANARYBED_RUNTIME=embedded';

/** Names of the images of an engine on this very machine; none where no such engine answers. */
export async function imagesHere(): Promise<string[]> {
  const engine = await findEngine();
  if (engine === undefined || !(await sharesOurNetwork(engine))) return [];
  const images = await engine.container.dockerode.listImages();
  return images.flatMap(({ RepoTags }) => RepoTags ?? []);
}

/**
 * Whether containers can be used here: an engine on this very machine answers, and has the images.
 *
 * @throws the engine's error if it answers but fails
 */
export async function containersAvailability(images: readonly string[]): Promise<Availability> {
  const engine = await findEngine();
  if (engine === undefined) {
    return { usable: false, reason: 'no container engine answers', remedy: `start dockerd or ${INSTEAD}` };
  }
  if (!(await sharesOurNetwork(engine))) {
    return {
      usable: false,
      reason: 'the container engine runs on another machine (a remote one, or the virtual machine of a desktop product), where containers cannot be dialled at their own address',
      remedy: `use an engine on this Linux machine or ${INSTEAD}`,
    };
  }
  for (const image of images) {
    if (await isMissing(engine, image)) {
      return { usable: false, reason: `image ${image} is missing`, remedy: `run docker/build.sh or ${INSTEAD}` };
    }
  }
  const { serverVersion, operatingSystem } = engine.info.containerRuntime;
  return { usable: true, detail: `container engine ${serverVersion} on ${operatingSystem}` };
}

async function isMissing(engine: Engine, image: string): Promise<boolean> {
  try {
    await engine.container.dockerode.getImage(image).inspect();
    return false;
  } catch (error) {
    if (engineStatus(error) === 404) return true;
    throw error;
  }
}

/** The default bridge's gateway is an interface of the engine's machine: ours only if that machine is this one. */
async function sharesOurNetwork(engine: Engine): Promise<boolean> {
  if (process.platform !== 'linux') return false;
  try {
    const bridge = (await engine.container.dockerode.getNetwork('bridge').inspect()) as {
      IPAM?: { Config?: { Gateway?: string }[] };
    };
    const gateway = bridge.IPAM?.Config?.[0]?.Gateway;
    return gateway === undefined || (await isOwnAddress(gateway));
  } catch (error) {
    // An engine may have been set up without that network; the run's own network is looked at when it is made.
    if (engineStatus(error) === 404) return true;
    throw error;
  }
}
