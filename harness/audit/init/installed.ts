import { createRequire } from 'node:module';
import { join } from 'node:path';

/** Whether a file of this folder can import the package, as a configuration in TypeScript does. */
export function isInstalledFor(folder: string): boolean {
  try {
    createRequire(join(folder, 'canarybed.config.ts')).resolve('canarybed');
    return true;
  } catch {
    return false;
  }
}
