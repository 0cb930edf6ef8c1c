import type { Release } from './release.js';
import { runtimeOf } from './runtime-wish.js';
import type { RuntimeKind } from './scenario.js';

/**
 * What is known of the runtime before scenario files are loaded: apps whose programs are missing here must not even be
 * built where the embedded runtime will be taken.
 */
export interface RuntimeOutlook {
  /** `either`: containers, unless an app that is to be booted has no image here. */
  readonly kind: RuntimeKind | 'either';
  /** Names of the images that the engine has; of interest where it may be either. */
  readonly images: readonly string[];
  /** A missing program is an error instead of a reason to skip the app's scenarios. */
  readonly programsRequired: boolean;
}

/** Carries the outlook, as JSON, to processes that load scenario files too: workers of Jest. */
const OUTLOOK_VARIABLE = 'CANARYBED_OUTLOOK';

/** `1` where all that apps need must be there. */
const REQUIRE_VARIABLE = 'CANARYBED_REQUIRE_PROGRAMS';

/** Where nobody has looked, no engine is counted on. @throws ConfigError when the environment names no runtime */
export function outlookIn(env: NodeJS.ProcessEnv): RuntimeOutlook {
  const told = env[OUTLOOK_VARIABLE];
  if (told !== undefined) return JSON.parse(told) as RuntimeOutlook;
  return { kind: runtimeOf(env) === 'containers' ? 'containers' : 'embedded', images: [], programsRequired: programsRequiredIn(env) };
}

export function tellOutlook(env: NodeJS.ProcessEnv, outlook: RuntimeOutlook): void {
  env[OUTLOOK_VARIABLE] = JSON.stringify(outlook);
}

export const programsRequiredIn = (env: NodeJS.ProcessEnv): boolean => env[REQUIRE_VARIABLE] === '1';

/** Whether this app can only be booted by the embedded runtime. Pure. */
export function runsEmbedded({ kind, images }: RuntimeOutlook, { image }: Pick<Release, 'image'>): boolean {
  if (kind !== 'either') return kind === 'embedded';
  return image === undefined || !(images.includes(image.name) || images.includes(`${image.name}:latest`));
}
