import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { ConfigError } from '../model/errors.js';
import type { Release } from '../model/release.js';
import { loadFile } from './load-file.js';
import { registeredApps } from './registry.js';

/**
 * Loads a file that registers or exports what it describes.
 * @param what what such a file does, for the message
 * @returns what it exports
 * @throws ConfigError when there is none
 */
export function loadDescription(file: string, what: string): unknown {
  const path = resolve(file);
  if (!existsSync(path)) throw new ConfigError(`expected a file that ${what} at ${path}, found none`);
  return loadFile(path);
}

/** The app that a file describes; of several the first. @throws ConfigError when it describes none */
export function describedApp(file: string): Release {
  loadDescription(file, 'describes the app by defineApp; name it by --app');
  const [app] = registeredApps();
  if (app) return app;
  throw new ConfigError(`expected ${file} to describe an app by defineApp, it does not; name another file by --app`);
}
