import { wornText } from './worn-text.js';

/** Elements that have no end tag. */
const VOID = new Set(['area', 'base', 'br', 'col', 'embed', 'hr', 'img', 'input', 'link', 'meta', 'source', 'track', 'wbr']);

/** Elements whose end tag may be left out, and that end where another of their kind begins. */
const UNCLOSED = new Set(['li', 'p', 'dt', 'dd', 'option', 'optgroup', 'tr', 'td', 'th', 'thead', 'tbody', 'tfoot']);

const OPAQUE = /<!--[\s\S]*?-->|<(script|style)\b[\s\S]*?<\/\1\s*>/gi;
const TAG = /<(\/?)([a-z][\w:-]*)([^>]*)>/gi;

/**
 * Each tag, with its attributes, and each text between tags, once, without numbers and tokens: more rows of the same are
 * no difference, another word is. Pure.
 */
export const markupTexts = (page: string): Set<string> =>
  new Set(page.split(/[<>]/).map((piece) => wornText(piece.replace(/\s+/g, ' ').trim())).filter((piece) => piece !== ''));

/**
 * The ways from the root to each element by the names of tags, each once, whatever the page says: more rows of the same
 * are no difference, a list without its rows is. Pure.
 */
export function markupShape(page: string): Set<string> {
  const open: string[] = [];
  const shape = new Set<string>();
  for (const [, slash, written = '', rest = ''] of page.replace(OPAQUE, '').matchAll(TAG)) {
    const name = written.toLowerCase();
    if (slash !== '') close(open, open.lastIndexOf(name));
    else {
      close(open, endedBy(name, open));
      shape.add([...open, name].join('/'));
      if (!VOID.has(name) && !rest.endsWith('/')) open.push(name);
    }
  }
  return shape;
}

function close(open: string[], at: number): void {
  if (at >= 0) open.splice(at);
}

/** The place of the element that ends since one of its kind begins, with nothing between them that has to be ended by a tag. */
function endedBy(name: string, open: readonly string[]): number {
  if (!UNCLOSED.has(name)) return -1;
  for (let at = open.length - 1; at >= 0 && UNCLOSED.has(open[at] as string); at -= 1) if (open[at] === name) return at;
  return -1;
}
