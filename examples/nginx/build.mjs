// Makes examples/nginx/dist, the folder that is deployed: the built shop, and what puts nginx in front of it.
import { execFileSync } from 'node:child_process';
import { cpSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { putInPlace } from '../../app/put-in-place.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const target = join(here, 'dist');
// A sibling of dist, so that the rename stays on one file system.
const workplace = join(here, `.dist-${process.pid}`);

try {
  execFileSync(process.execPath, [join(here, '../../app/build.mjs'), workplace], { stdio: ['ignore', 'ignore', 'inherit'] });
  cpSync(join(here, 'front'), join(workplace, 'front'), { recursive: true });
  await putInPlace(workplace, target);
} finally {
  rmSync(workplace, { recursive: true, force: true });
}
