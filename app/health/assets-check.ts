import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { HealthCheck } from './health-check.js';

/** Looks whether every asset of the manifest is there with the content whose hash its name was given by the build. */
export function assetsCheck(directory: string): HealthCheck {
  return {
    name: 'assets',
    componentType: 'component',
    async run() {
      const manifest = JSON.parse(await readFile(join(directory, 'manifest.json'), 'utf8')) as Record<string, string>;
      const names = Object.values(manifest);
      const whole = await Promise.all(names.map((name) => isAsBuilt(directory, name)));
      const broken = names.filter((_, index) => whole[index] !== true);
      if (broken.length > 0) throw new Error(`missing, or not as built: ${broken.join(', ')}`);
    },
  };
}

/** The build names an asset `kettle.0123456789.svg` by the first letters of its SHA-256. */
async function isAsBuilt(directory: string, name: string): Promise<boolean> {
  const content = await readFile(join(directory, name)).catch(() => undefined);
  const named = /\.([0-9a-f]+)\.\w+$/.exec(name)?.[1];
  return content !== undefined && named !== undefined && createHash('sha256').update(content).digest('hex').startsWith(named);
}
