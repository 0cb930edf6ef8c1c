import { ConfigError } from './errors.js';
import type { RuntimeKind } from './scenario.js';

/** The runtime that a person asked for; `auto` leaves it to the machine. */
export type RuntimeWish = 'auto' | RuntimeKind;

/** Variable by which the runtime is chosen where no option can be given. */
const RUNTIME_VARIABLE = 'CANARYBED_RUNTIME';

/**
 * @param source where the text comes from, for the message
 * @throws ConfigError when the text names no runtime.
 */
export function parseRuntime(text: string, source: string): RuntimeWish {
  if (text === 'auto' || text === 'containers' || text === 'embedded') return text;
  throw new ConfigError(`${source}: expected auto, containers or embedded, found "${text}"`);
}

export const runtimeOf = (env: NodeJS.ProcessEnv): RuntimeWish => parseRuntime(env[RUNTIME_VARIABLE] ?? 'auto', RUNTIME_VARIABLE);
