import { ConfigError } from '../model/errors.js';
import { isImageId } from '../model/machine-image.js';
import type { RuntimeWish } from '../model/runtime-wish.js';
import { oneOf } from './one-of.js';

/** What the command `image` is told. */
export type ImageOptions =
  | { readonly action: 'build'; readonly runtime: RuntimeWish; readonly app: string; readonly dockerfile?: string; readonly context?: string; readonly json: boolean }
  | { readonly action: 'list'; readonly json: boolean }
  | { readonly action: 'remove'; readonly id: string };

export const IMAGE_OPTIONS = { dockerfile: { type: 'string' }, context: { type: 'string' } } as const;

/** Options of each action, with those that other commands have too. */
const ALLOWED = { build: ['app', 'runtime', 'dockerfile', 'context', 'json'], list: ['json'], remove: [] } as const satisfies Record<ImageOptions['action'], readonly string[]>;

interface Values {
  readonly app?: string | undefined;
  readonly dockerfile?: string | undefined;
  readonly context?: string | undefined;
  readonly json?: boolean | undefined;
}

/** @throws ConfigError for an action that is none, and for what it does not take */
export function imageOptions([word = '', ...rest]: readonly string[], values: Values, runtimeAsked: () => RuntimeWish): ImageOptions {
  const action = oneOf('image', word, ['build', 'list', 'remove']);
  const allowed: readonly string[] = ALLOWED[action];
  const stray = Object.keys(values).find((option) => !allowed.includes(option));
  if (stray !== undefined) throw new ConfigError(`"image ${action}" takes no option --${stray}; see canarybed --help`);
  const [id, more] = action === 'remove' ? [rest[0] ?? '', rest[1]] : ['', rest[0]];
  if (more !== undefined) throw new ConfigError(`"image ${action}" takes no "${more}"; see canarybed --help`);
  if (action === 'list') return { action, json: values.json ?? false };
  return action === 'remove' ? { action, id: imageId(id) } : buildOptions(values, runtimeAsked());
}

function buildOptions({ app = 'scenarios/app.ts', dockerfile, context, json = false }: Values, runtime: RuntimeWish): ImageOptions {
  if (context !== undefined && dockerfile === undefined) throw new ConfigError('--context: expected --dockerfile with it; without one of your own the context is made for you');
  if (dockerfile !== undefined && runtime === 'embedded') throw new ConfigError('--dockerfile: expected a runtime of containers or auto, found embedded, which makes a folder of the release');
  return { action: 'build', app, runtime, json, ...(dockerfile === undefined ? {} : { dockerfile }), ...(context === undefined ? {} : { context }) };
}

function imageId(id: string): string {
  if (isImageId(id)) return id;
  throw new ConfigError(`image remove: expected the id of an image, such as ami-0123456789abcdef0, found "${id}"; "canarybed image list" shows them`);
}
