import type { ImageInspectInfo } from 'dockerode';
import { EnvironmentError } from '../../model/errors.js';
import { engineStatus, findEngine } from './engine.js';

/** What an image says of the app in it. */
export interface ImageFacts {
  /** Entry point and command together; empty for an image that has none. */
  readonly command: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** TCP ports that it exposes, the lowest first. */
  readonly ports: readonly number[];
  /** Working folder; undefined for an image that runs in the root. */
  readonly folder?: string;
  /** Words of the command by which the engine is to check the app's health. */
  readonly healthCheck: readonly string[];
}

/** The part of the engine's answer that is read. */
export interface ImageConfig {
  readonly Entrypoint?: string | readonly string[] | null;
  readonly Cmd?: readonly string[] | null;
  readonly Env?: readonly string[] | null;
  readonly ExposedPorts?: Readonly<Record<string, unknown>> | null;
  readonly WorkingDir?: string;
  readonly Healthcheck?: { readonly Test?: readonly string[] } | null;
}

/** @throws EnvironmentError when no engine answers, or it has no such image */
export const inspectImage = async (name: string): Promise<ImageFacts> => imageFacts((await lookAt(name)).Config as ImageConfig);

/** What a name stands for at this moment: an image that is built anew under it has another id. Throws as inspectImage does. */
export const imageId = async (name: string): Promise<string> => (await lookAt(name)).Id;

async function lookAt(name: string): Promise<ImageInspectInfo> {
  const engine = await findEngine();
  if (!engine) throw new EnvironmentError(`image ${name} cannot be looked at: no container engine answers`, 'Start one, or describe the app by its folder and command.');
  try {
    return await engine.container.dockerode.getImage(name).inspect();
  } catch (error) {
    if (engineStatus(error) !== 404) throw error;
    throw new EnvironmentError(`image ${name} is missing`, 'Build it or pull it; "docker images" lists those that are there.');
  }
}

/** Pure. */
export function imageFacts({ Entrypoint, Cmd, Env, ExposedPorts, WorkingDir = '', Healthcheck }: ImageConfig): ImageFacts {
  const ports = Object.keys(ExposedPorts ?? {}).flatMap((port) => (/^\d+(?:\/tcp)?$/.test(port) ? [parseInt(port, 10)] : []));
  return {
    command: [...[Entrypoint ?? []].flat(), ...(Cmd ?? [])],
    env: Object.fromEntries((Env ?? []).map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)])),
    ports: ports.sort((a, b) => a - b),
    ...(/^\/*$/.test(WorkingDir) ? {} : { folder: WorkingDir }),
    healthCheck: Healthcheck?.Test ?? [],
  };
}
