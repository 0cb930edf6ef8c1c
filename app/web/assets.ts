import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The public path of an asset, given its name in the sources. */
export type AssetPath = (name: string) => string;

/**
 * Reads the manifest at the first use, so that a release without one answers
 * with an error which says so.
 *
 * @returns a function which throws if there is no manifest or the asset is not in it
 */
export function assetPathsIn(directory: string): AssetPath {
  let manifest: Map<string, string> | undefined;
  return (name) => {
    manifest ??= readManifest(join(directory, 'manifest.json'));
    const hashed = manifest.get(name);
    if (hashed === undefined) throw new Error(`the asset manifest has no entry for "${name}"`);
    return `/assets/${hashed}`;
  };
}

function readManifest(path: string): Map<string, string> {
  try {
    return new Map(Object.entries(JSON.parse(readFileSync(path, 'utf8')) as Record<string, string>));
  } catch (error) {
    throw new Error(`the asset manifest cannot be read: ${String(error)}`, { cause: error });
  }
}
