import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { HealthCheck } from './health-check.js';

/** Looks whether every asset of the manifest is there and holds something. */
export function assetsCheck(directory: string): HealthCheck {
  return {
    name: 'assets',
    componentType: 'component',
    async run() {
      const manifest = JSON.parse(await readFile(join(directory, 'manifest.json'), 'utf8')) as Record<string, string>;
      const sizes = await Promise.all(Object.values(manifest).map(async (name) => ({ name, size: await sizeOf(join(directory, name)) })));
      const missing = sizes.filter(({ size }) => size === 0).map(({ name }) => name);
      if (missing.length > 0) throw new Error(`missing or empty: ${missing.join(', ')}`);
    },
  };
}

const sizeOf = (path: string): Promise<number> => stat(path).then(({ size }) => size, () => 0);
