import { statSync } from 'node:fs';
import type { ContainerCreateOptions, HostConfig, MountSettings } from 'dockerode';
import type { ProcessSpec } from '../port.js';
import { settingsWithPort, wordsWithPort } from '../port-words.js';
import type { AppImage } from './app-image.js';
import type { InstanceHost } from './instance-hosts.js';
import type { ContainerPlan } from './labelled-container.js';

/** Each app has an address of its own, so that all can have the same port. */
const APP_PORT = 8080;

/** What the engine is asked for, so that the app finds in its container what its specification says. */
export function planApp(
  spec: ProcessSpec,
  place: { readonly host: InstanceHost; readonly image: AppImage; readonly containerName: string; readonly labels: Record<string, string> },
): ContainerPlan {
  const { image } = place;
  const user = spec.folderChanged ? ownerOf(spec.folder) : undefined;
  const options: ContainerCreateOptions = {
    WorkingDir: image.folder,
    Env: environmentOf(spec, image),
    ...(user === undefined ? {} : { User: user }),
  };
  const host: HostConfig = {
    // The app must not be process 1: the kernel keeps from that one every signal that it does not handle, so that
    // SIGTERM would do nothing and an abort would look like a segmentation fault.
    Init: true,
    NetworkMode: `container:${place.host.id}`,
    Mounts: mountsOf(spec, image),
  };
  return { image: image.name, name: place.containerName, labels: place.labels, command: wordsWithPort(spec.command, portOf(spec)), options, host };
}

/** Where the app listens in its container. */
export const portOf = ({ fixedPort = APP_PORT }: Pick<ProcessSpec, 'fixedPort'>): number => fixedPort;

function environmentOf(spec: ProcessSpec, image: AppImage): string[] {
  const env: Record<string, string> = { HOME: image.folder, ...settingsWithPort(spec.env, portOf(spec), spec.portSetting) };
  const unwanted = image.settings.filter((name) => name !== 'PATH' && !(name in env));
  // A name alone takes the setting away that the image would add.
  return [...Object.entries(env).map(([name, value]) => `${name}=${value}`), ...unwanted];
}

/** As mounts, not as "binds": those would make an empty folder of a source that is missing. */
function mountsOf(spec: ProcessSpec, image: AppImage): MountSettings[] {
  const changed: MountSettings[] = spec.folderChanged ? [{ Type: 'bind', Source: spec.folder, Target: image.folder, ReadOnly: spec.folderReadOnly === true }] : [];
  const extra = spec.extraFiles.map((file): MountSettings => ({ Type: 'bind', Source: file, Target: file, ReadOnly: true }));
  return [...changed, ...extra];
}

/**
 * The owner of a mounted working copy, as whom the app can read and write it as it could its own folder; undefined for
 * root, whose rights no app is to have.
 */
function ownerOf(folder: string): string | undefined {
  const { uid, gid } = statSync(folder);
  return uid === 0 ? undefined : `${uid}:${gid}`;
}
