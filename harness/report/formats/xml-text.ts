import { stripVTControlCharacters } from 'node:util';

/** An element with elements in it, or with a text. Attributes that are undefined are left out. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string | number | undefined>>;
  readonly inner?: readonly XmlElement[] | string;
}

/** What no document of XML 1.0 may have, escaped or not: control characters and halves of surrogate pairs. */
const NEVER_IN_XML = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu;

/** A document of one element, indented. Pure. */
export const xmlDocument = (root: XmlElement): string => `<?xml version="1.0" encoding="UTF-8"?>\n${elementText(root, '')}\n`;

function elementText({ name, attributes, inner }: XmlElement, indent: string): string {
  const given = Object.entries(attributes).filter(([, value]) => value !== undefined);
  const open = `${indent}<${name}${given.map(([key, value]) => ` ${key}="${attributeText(String(value))}"`).join('')}`;
  if (inner === undefined || inner.length === 0) return `${open}/>`;
  if (typeof inner === 'string') return `${open}>${escaped(inner)}</${name}>`;
  return `${open}>\n${inner.map((child) => elementText(child, `${indent}  `)).join('\n')}\n${indent}</${name}>`;
}

/** Colours are taken out whole; of anything else that XML cannot hold a mark is left. */
export const xmlCharacters = (text: string): string => stripVTControlCharacters(text).replace(NEVER_IN_XML, '\uFFFD');

/** A bare carriage return would be read back as a line feed. */
const escaped = (text: string): string =>
  xmlCharacters(text).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('\r', '&#13;');

/** Line ends and tabs of an attribute would be read back as blanks. */
const attributeText = (text: string): string => escaped(text).replaceAll('"', '&quot;').replaceAll('\n', '&#10;').replaceAll('\t', '&#9;');
