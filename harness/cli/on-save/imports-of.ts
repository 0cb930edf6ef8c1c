import { createRequire } from 'node:module';
import { sep } from 'node:path';
import { DEPENDENCY_FOLDERS } from '../../runtime/shared-dependencies.js';

/**
 * The files that a loaded file imports, directly or not, itself and dependencies left out: as far as modules are loaded by
 * require, as all files of users are. None of a file that is not loaded.
 */
export function importsOf(file: string): string[] {
  const seen = new Set<NodeModule>();
  const waiting = [createRequire(file).cache[file]];
  for (let module = waiting.pop(); module; module = waiting.pop()) {
    if (seen.has(module)) continue;
    seen.add(module);
    waiting.push(...module.children.filter(({ filename }) => !isDependency(filename)));
  }
  return [...seen].map(({ filename }) => filename).filter((name) => name !== file);
}

const isDependency = (path: string): boolean => path.split(sep).some((name) => DEPENDENCY_FOLDERS.has(name));
