import { readFileSync, statSync } from 'node:fs';
import { basename, extname, join } from 'node:path';
import type { UserAnswer } from '../../model/journal.js';

/** Bytes of a file that is compared: an answer is not kept beyond its first 64 Ki characters. */
const MOST_BYTES = 4 * 2 ** 20;

/**
 * The file of the release that was given as an asset: one of the same name with the same content, or, where the address
 * is made up, one of the same kind.
 * @param files paths relative to the release's folder
 */
export function fileServed(release: string, files: readonly string[], { path, answer }: { readonly path: string; readonly answer: UserAnswer }): string | undefined {
  const { body = '' } = answer;
  if (body === '') return undefined;
  const { pathname } = new URL(path, 'https://any.example');
  const name = decoded(basename(pathname));
  const alike = (file: string): boolean => isContent(join(release, file), body);
  // Of several copies the one whose path has most in common with the address is meant.
  const named = files.filter((file) => basename(file) === name).sort((a, b) => shared(b, pathname) - shared(a, pathname));
  return named.find(alike) ?? files.filter((file) => extname(file) === extname(name)).find(alike);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Folders at the end of both paths that are the same. */
function shared(file: string, address: string): number {
  const [ours, theirs] = [file, address].map((path) => path.split('/').reverse());
  const differs = (ours ?? []).findIndex((part, index) => part !== theirs?.[index]);
  return differs < 0 ? (ours?.length ?? 0) : differs;
}

/** An answer was read as UTF-8, and perhaps not to its end. */
function isContent(file: string, body: string): boolean {
  if (statSync(file).size > MOST_BYTES) return false;
  const text = readFileSync(file).toString('utf8');
  return body.length < text.length ? body.length >= 64 * 1024 && text.startsWith(body) : text === body;
}
