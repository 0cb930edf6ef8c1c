import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

/** Name of an app that was given none: its package's, or else its folder's. */
export function releaseName(folder: string): string {
  return asName(packageName(folder) ?? basename(folder));
}

/** As a name of ours: a scope and a registry are left off, other characters are dashes. Pure. */
export function asName(text: string): string {
  const name = (text.split('/').at(-1) ?? '').replace(/[^A-Za-z0-9._-]+/g, '-').replace(/^[^A-Za-z0-9]+/, '').slice(0, 40);
  return name === '' ? 'app' : name;
}

function packageName(folder: string): string | undefined {
  try {
    const { name } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { readonly name?: unknown };
    return typeof name === 'string' && name !== '' ? name : undefined;
  } catch {
    return undefined;
  }
}
