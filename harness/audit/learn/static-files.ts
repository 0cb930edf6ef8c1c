import { readFileSync, statSync } from 'node:fs';
import { basename, extname, join } from 'node:path';

/** Bytes of a file that is compared: an answer is not kept beyond its first 64 Ki characters. */
const MOST_BYTES = 4 * 2 ** 20;

/** What was asked for, and came. */
export interface Served {
  readonly path: string;
  readonly body: string;
  readonly contentType?: string | undefined;
}

/**
 * The file of the release that was given as an asset or a page: one of the same name with the same content, or, where the
 * address is made up, one of the same kind.
 * @param files paths relative to the release's folder
 */
export function fileServed(release: string, files: readonly string[], { path, body, contentType = '' }: Served): string | undefined {
  if (body === '') return undefined;
  const { pathname } = new URL(path, 'https://any.example');
  const name = decoded(basename(pathname));
  const alike = (file: string): boolean => isContent(join(release, file), body);
  // Of several copies the one whose path has most in common with the address is meant.
  const named = files.filter((file) => basename(file) === name).sort((a, b) => shared(b, pathname) - shared(a, pathname));
  return named.find(alike) ?? files.filter((file) => isOfKind(extname(file), extname(name), contentType)).find(alike);
}

/** Addresses of pages leave their kind out. */
const isOfKind = (ours: string, theirs: string, contentType: string): boolean => (theirs === '' && /html/.test(contentType) ? /^\.html?$/.test(ours) : ours === theirs);

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
