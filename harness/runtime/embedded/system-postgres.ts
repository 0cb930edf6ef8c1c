import { existsSync, readdirSync } from 'node:fs';
import { delimiter, dirname, isAbsolute, join } from 'node:path';

/** Where a system may have Postgres server programs. */
export interface SystemPlaces {
  /** Folders of programs, in which a star stands for a version. */
  readonly versions: readonly string[];
  /** As PATH has it. */
  readonly path: string;
}

/** Debian's and Alpine's, which keep several versions beside each other; others have one, on PATH. */
export const systemPlaces = (): SystemPlaces => ({ versions: ['/usr/lib/postgresql/*/bin', '/usr/libexec/postgresql*'], path: process.env.PATH ?? '' });

/** The folder of the system's programs, of several versions the latest; undefined where it has none. */
export function systemFolder({ versions, path }: SystemPlaces): string | undefined {
  const onPath = path.split(delimiter).filter((folder) => isAbsolute(folder));
  return [...versions.flatMap(versionFolders), ...onPath].find((folder) => ['initdb', 'postgres'].every((name) => existsSync(join(folder, name))));
}

function versionFolders(pattern: string): string[] {
  const [before = '', after = ''] = pattern.split('*');
  // Of `/usr/libexec/postgresql*` the parent is listed, and the rest of the name counts.
  const parent = before.endsWith('/') ? before : dirname(before);
  const beginning = before.slice(parent.length).replace(/^\//, '');
  const found = existsSync(parent) ? readdirSync(parent).filter((name) => name.startsWith(beginning) && /^\d+$/.test(name.slice(beginning.length))) : [];
  const versionOf = (name: string): number => Number(name.slice(beginning.length));
  return found.sort((a, b) => versionOf(b) - versionOf(a)).map((name) => join(parent, name, after));
}
