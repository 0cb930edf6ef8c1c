import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigError } from '../../model/errors.js';
import type { Release } from '../../model/release.js';
import type { AuditInput } from '../settings.js';

/** What of a description names files. */
type Naming = Pick<AuditInput, 'templates' | 'statics'> & { readonly release: Pick<Release, 'folder' | 'build' | 'database' | 'migrations'> };

/**
 * Refuses a description that names files which are not there. Those of an app that is built may come with its build.
 * @throws ConfigError that names the first
 */
export function checkFiles({ release, templates = [], statics = [] }: Naming): void {
  const { folder, build, database, migrations } = release;
  if (build) return;
  if (!existsSync(folder)) throw new ConfigError(`folder: expected the release at ${folder}, found none; correct it, or give the "build" that makes it`);
  const named: readonly (readonly [string, string | undefined])[] = [
    ['postgres.seed', database?.seed],
    ['migrations.folder', migrations?.folder],
    ...templates.map((path) => ['templates', path] as const),
    ...statics.map((path) => ['static', path] as const),
  ];
  const missing = named.find(([, path]) => path !== undefined && !existsSync(join(folder, path)));
  if (missing) throw new ConfigError(`${missing[0]}: expected "${missing[1]}" in the release's folder ${folder}, found none; correct it`);
}
