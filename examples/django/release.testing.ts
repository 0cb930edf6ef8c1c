import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, mkdtempSync, realpathSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unprivileged } from '../../harness/runtime/embedded/identity.js';

/** Debian's own: the one on the PATH may be another, without Django. */
export const PYTHON = '/usr/bin/python3';

export const DIST = join(__dirname, 'dist');

/** Who the release runs as, where tests run as root. */
export const IDENTITY = unprivileged('app');

/** A private copy of a folder, which belongs to the one who runs it. */
export function privateCopy(source = DIST): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'canarybed-django-')));
  cpSync(source, folder, { recursive: true });
  chmodSync(folder, 0o755);
  if (IDENTITY !== undefined) spawnSync('chown', ['-R', `${IDENTITY.uid}:${IDENTITY.gid}`, folder]);
  return folder;
}
