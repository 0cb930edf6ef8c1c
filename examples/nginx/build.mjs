// Makes examples/nginx/dist, the folder that is deployed: the built shop, and what puts nginx in front of it.
import { execFileSync } from 'node:child_process';
import { cpSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const target = join(here, 'dist');
// Siblings of dist, so that the renames stay on one file system.
const workplace = join(here, `.dist-${process.pid}`);
const previous = join(here, `.dist-previous-${process.pid}`);

try {
  execFileSync(process.execPath, [join(here, '../../app/build.mjs'), workplace], { stdio: ['ignore', 'ignore', 'inherit'] });
  cpSync(join(here, 'front'), join(workplace, 'front'), { recursive: true });
  try {
    renameSync(target, previous);
  } catch (error) {
    if (error.code !== 'ENOENT') throw error;
  }
  renameSync(workplace, target);
} finally {
  for (const folder of [workplace, previous]) rmSync(folder, { recursive: true, force: true });
}
