import { createRequire } from 'node:module';
import { ConfigError, EnvironmentError } from '../model/errors.js';

/**
 * Loads a file of the user's, as the program itself is loaded, so that both share one registry.
 * @returns what it exports
 * @throws ConfigError when it cannot be loaded, with where; what it throws of ours is passed on
 */
export function loadFile(path: string): unknown {
  try {
    return createRequire(path)(path);
  } catch (error) {
    if (error instanceof ConfigError || error instanceof EnvironmentError) throw error;
    throw new ConfigError(`${path} cannot be loaded: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  }
}
