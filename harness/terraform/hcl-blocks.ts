/** A block of a .tf file, with its strings as they stand and its comments and heredocs blanked. */
export interface HclBlock {
  readonly type: string;
  readonly labels: readonly string[];
  readonly body: string;
}

/**
 * Blocks of one level of a .tf file, or of a block's body. Reads no more of the language than telling its blocks apart
 * needs; of a text that is no Terraform it returns what it understood, since Terraform itself will say what is wrong.
 */
export function blocksOf(text: string): HclBlock[] {
  const plain = blanked(text);
  const blocks: HclBlock[] = [];
  const opening = /([A-Za-z_][\w-]*)((?:[ \t]+(?:"[^"\n]*"|[A-Za-z_][\w-]*))*)[ \t]*\{|"|[{[(]/g;
  for (let match = opening.exec(plain); match; match = opening.exec(plain)) {
    const end = match[0] === '"' ? endOfString(plain, match.index) : endOfNesting(plain, opening.lastIndex - 1);
    if (match[1] !== undefined) {
      blocks.push({ type: match[1], labels: labelsIn(match[2] ?? ''), body: plain.slice(opening.lastIndex, end) });
    }
    opening.lastIndex = end + 1;
  }
  return blocks;
}

/** The text of an attribute of a block that is a plain string; undefined when there is none, or an expression. */
export function stringAttribute({ body }: HclBlock, name: string): string | undefined {
  return new RegExp(`(?:^|[\\s{,])${name}\\s*=\\s*"([^"$%]*)"`).exec(withoutNested(body))?.[1];
}

/** What a block's attributes say: literals, and undefined for each that is an expression. */
export function attributesOf({ body }: HclBlock): ReadonlyMap<string, string | number | boolean | undefined> {
  const lines = [...withoutNested(body).matchAll(/(?:^|[\n,])[ \t]*([A-Za-z_][\w-]*)[ \t]*=[ \t]*("[^"\n]*"|[^\n]*?)[ \t]*(?=$|[\n,])/g)];
  return new Map(lines.map(([, name = '', value = '']) => [name, literalOf(value)]));
}

function literalOf(value: string): string | number | boolean | undefined {
  if (/^"[^"$%\\]*"$/.test(value)) return value.slice(1, -1);
  if (/^-?\d+(?:\.\d+)?$/.test(value)) return Number(value);
  return value === 'true' || value === 'false' ? value === 'true' : undefined;
}

const labelsIn = (text: string): string[] => [...text.matchAll(/"([^"]*)"|([\w-]+)/g)].map(([, quoted, bare]) => quoted ?? bare ?? '');

function withoutNested(body: string): string {
  let left = '';
  for (let at = 0; at < body.length; at += 1) {
    const character = body.charAt(at);
    if (character === '"') {
      const end = endOfString(body, at);
      left += body.slice(at, end + 1);
      at = end;
    } else if (character === '{') at = endOfNesting(body, at);
    else left += character;
  }
  return left;
}

/** Where the bracket that opens at `start` is closed; the end of the text when it is not. */
function endOfNesting(text: string, start: number): number {
  let depth = 0;
  for (let at = start; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (character === '"') at = endOfString(text, at);
    else if ('{[('.includes(character)) depth += 1;
    else if ('}])'.includes(character) && --depth === 0) return at;
  }
  return text.length;
}

/** Where the string that opens at `start` is closed; templates in it may hold strings of their own. */
function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (character === '\\') at += 1;
    else if (character === '"' || character === '\n') return at;
    else if (isTemplate(text, at)) at = endOfNesting(text, at + 1);
  }
  return text.length;
}

/** `$${` and `%%{` stand for the characters themselves. */
const isTemplate = (text: string, at: number): boolean =>
  '$%'.includes(text.charAt(at)) && text.charAt(at + 1) === '{' && text.charAt(at - 1) !== text.charAt(at);

/** Without comments and heredocs, in which anything may stand that looks like a block. */
function blanked(text: string): string {
  const skipped = /"|#|\/\/|\/\*|<<-?([A-Za-z_][\w-]*)[ \t]*\r?\n/g;
  let plain = '';
  let from = 0;
  for (let match = skipped.exec(text); match; match = skipped.exec(text)) {
    const inString = match[0] === '"';
    const end = inString ? endOfString(text, match.index) + 1 : endOfSkipped(text, match);
    plain += text.slice(from, inString ? end : match.index);
    if (!inString && match[1] !== undefined) plain += '""';
    from = end;
    skipped.lastIndex = end;
  }
  return plain + text.slice(from);
}

function endOfSkipped(text: string, { 0: opening, 1: marker, index }: RegExpExecArray): number {
  const from = index + opening.length;
  const closing = marker !== undefined ? new RegExp(`^[ \\t]*${marker}[ \\t]*$`, 'm') : opening === '/*' ? /\*\// : /(?=\n)/;
  const found = closing.exec(text.slice(from));
  return found ? from + found.index + found[0].length : text.length;
}
