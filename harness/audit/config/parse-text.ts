import { isMap, isNode, isScalar, LineCounter, parseDocument, type Document } from 'yaml';
import { ConfigError } from '../../model/errors.js';
import { withSettingsAsWritten } from './settings-as-written.js';

/** A value, and where its parts stand, if that is known. */
export interface Parsed {
  readonly value: unknown;
  lineOf?(path: readonly PropertyKey[]): number | undefined;
}

/** @throws ConfigError with the line of the first mistake, without words of the text: they may be secrets */
export function parseYaml(text: string, source: string): Parsed {
  const { document, lineOf } = documentIn(text, source, 'YAML');
  try {
    return { value: withSettingsAsWritten<unknown>(document.toJS() ?? {}, document), lineOf };
  } catch {
    throw new ConfigError(`${source}: expected YAML whose aliases lead to anchors, found one that does not, or too many of them`);
  }
}

function documentIn(text: string, source: string, language: string): { readonly document: Document } & Required<Pick<Parsed, 'lineOf'>> {
  const lines = new LineCounter();
  // Errors in full would show the lines that they are in.
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const [error] = document.errors;
  // What follows a colon or a backslash in a message is quoted from the text.
  if (error) throw new ConfigError(`${source}:${lines.linePos(error.pos[0]).line}: expected ${language}: ${error.message.replace(/[:\\].*$/s, '')}`);
  return { document, lineOf: (path) => lineIn(document, lines, path) };
}

/** @throws ConfigError with the line of the first mistake where that can be told */
export function parseJson(text: string, source: string): Parsed {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // What Node says of it quotes the text; JSON is YAML, whose parser tells the place.
    documentIn(text, source, 'JSON');
    throw new ConfigError(`${source}: expected JSON, found what is none; comments, single quotes and a comma after the last are not JSON`);
  }
  const { document, lineOf } = documentIn(text, source, 'JSON');
  return { value: withSettingsAsWritten(value, document), lineOf };
}

/** Line of the deepest part of a path that is there: of its key, where it has one. */
function lineIn(document: Document, lines: LineCounter, path: readonly PropertyKey[]): number | undefined {
  for (let length = path.length; length > 0; length -= 1) {
    const last = path[length - 1];
    const around = document.getIn(path.slice(0, length - 1), true);
    const key = isMap(around) ? around.items.map(({ key }) => key).find((key) => isScalar(key) && key.value === last) : undefined;
    const node = key ?? document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
  }
  return undefined;
}
