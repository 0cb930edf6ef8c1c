import { isMap, isScalar, isSeq, type Document } from 'yaml';

/** Where a configuration has settings, which apps get as texts; a star stands for each of a list. */
const SETTINGS: readonly (readonly string[])[] = [['env'], ['migrations', 'skipWith'], ['journeys', '*', 'steps', '*', 'form']];

type Fields = Record<string, unknown>;

/**
 * A value read from a document, with its settings as they are written there: `1.10`, `0644` and `1e3` mean other numbers to
 * YAML than the texts that an app would be given by a shell.
 * @param value fresh from the document, as it is changed in place
 */
export function withSettingsAsWritten<T>(value: T, document: Document): T {
  for (const place of SETTINGS) keepAt(place, document.contents, value);
  return value;
}

function keepAt([key, ...deeper]: readonly string[], node: unknown, value: unknown): void {
  if (key === undefined) keep(node, value);
  else if (key === '*' && isSeq(node) && Array.isArray(value)) node.items.forEach((item, index) => keepAt(deeper, item, value[index]));
  else if (isMap(node) && isFields(value)) keepAt(deeper, node.get(key, true), value[key]);
}

function keep(node: unknown, value: unknown): void {
  if (!isMap(node) || !isFields(value)) return;
  for (const { key, value: written } of node.items) {
    if (isScalar(key) && isScalar(written) && ['number', 'boolean'].includes(typeof written.value)) value[String(key.value)] = written.source;
  }
}

const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null;
