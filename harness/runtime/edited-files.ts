import { isUtf8 } from 'node:buffer';
import { lstatSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { join, normalize } from 'node:path';
import type { EditedText } from '../model/file-change.js';

/** Files that became others by the edits of a working copy, and how many more did. */
export interface EditedFiles {
  readonly files: readonly EditedText[];
  readonly leftOut: number;
}

/** Files that are told of, and bytes of one that is looked into. */
const [MOST_FILES, LONGEST] = [20, 1024 * 1024];

/** Undefined: it is not there. */
type Content = Buffer | 'long' | undefined;

/** Looks at files before they are edited and after it, as they then really are. */
export class EditWatch {
  readonly #before = new Map<string, Content>();
  readonly #more = new Set<string>();

  constructor(private readonly folder: string) {}

  /** To be called before each edit; of a folder all its files are noted. */
  before(path: string): void {
    for (const file of filesAt(this.folder, normalize(path))) {
      if (this.#before.has(file)) continue;
      if (this.#before.size < MOST_FILES) this.#before.set(file, contentOf(join(this.folder, file)));
      else this.#more.add(file);
    }
  }

  /** What became of the files by now; those that came out as they were are left out. */
  after(): EditedFiles {
    const files = [...this.#before].flatMap(([path, before]): EditedText[] => {
      const after = contentOf(join(this.folder, path));
      const isSame = before instanceof Buffer && after instanceof Buffer ? before.equals(after) : before === undefined && after === undefined;
      return isSame ? [] : [{ path, before: textOf(before), after: textOf(after) }];
    });
    return { files, leftOut: this.#more.size };
  }
}

/** A link to a folder is a file: what it leads to stays. */
function filesAt(folder: string, path: string): string[] {
  if (lstatSync(join(folder, path), { throwIfNoEntry: false })?.isDirectory() !== true) return [path];
  return readdirSync(join(folder, path), { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1)).flatMap(({ name }) => filesAt(folder, join(path, name)));
}

function contentOf(file: string): Content {
  const stats = statSync(file, { throwIfNoEntry: false });
  if (!stats) return undefined;
  return stats.isFile() && stats.size <= LONGEST ? readFileSync(file) : 'long';
}

function textOf(content: Content): EditedText['before'] {
  if (content === undefined) return null;
  if (content === 'long') return { unshown: 'long' };
  return isUtf8(content) && !content.includes(0) ? content.toString('utf8') : { unshown: 'binary' };
}
