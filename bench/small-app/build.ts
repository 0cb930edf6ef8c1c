import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSync } from 'esbuild';

/** Bundles the small app, from the project's folder, into one of its own, which `remove` deletes. */
export function buildSmallApp(): { folder: string; remove(): void } {
  const folder = mkdtempSync(join(tmpdir(), 'canarybed-bench-'));
  buildSync({
    entryPoints: [join('bench', 'small-app', 'server.ts')],
    outfile: join(folder, 'server.cjs'),
    bundle: true,
    platform: 'node',
    target: 'node20',
    external: ['pg-native'],
  });
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
