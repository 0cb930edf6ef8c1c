import { stripVTControlCharacters } from 'node:util';

/** Characters of a text that is one of many. */
const LONGEST = 300;

/** In a line; a page would else be as long as the app's answers. */
function oneLine(text: string, most: number): string {
  const line = stripVTControlCharacters(text).replace(/[\s\p{Cc}]+/gu, ' ').trim();
  // Halves of surrogate pairs, also of one that was cut, are no characters.
  return (line.length > most ? `${line.slice(0, most)}...` : line).replace(/\p{Surrogate}/gu, '\uFFFD');
}

/**
 * A text as words of Markdown, in one line, fit for a cell of a table: nothing in it is markup, a link, a mention or a
 * reference to an issue. Pure.
 */
export function words(text: string, most = LONGEST): string {
  return oneLine(text, most)
    .replace(/[\\`*_[\]|~$]/g, '\\$&')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replace(/:(?=\/\/)|(?<=www)\./gi, '\\$&')
    // What GitHub makes links of after the markup was read; a blank of no width stands between.
    .replace(/@(?=\w)|#(?=\d)/g, '$&&#8203;');
}

/** A text as code, in one line; not for a cell, where a bar would end it. Pure. */
export function code(text: string, most = LONGEST): string {
  const line = oneLine(text, most);
  if (line === '') return '';
  const longest = Math.max(0, ...[...line.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return longest === 0 ? `${fence}${line}${fence}` : `${fence} ${line} ${fence}`;
}

/** A link, or its words alone where the address is none that a browser should follow. Pure. */
export function link(text: string, address: string): string {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (url?.protocol !== 'https:' && url?.protocol !== 'http:') return words(text);
  return `[${words(text)}](${url.href.replace(/[()<>\\]/g, (letter) => `%${letter.charCodeAt(0).toString(16)}`)})`;
}

/** Rows of cells that are Markdown already; the first is the head. Pure. */
export function table([head, ...rows]: readonly (readonly string[])[]): string[] {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return head ? [line(head), line(head.map(() => '---')), ...rows.map(line)] : [];
}

/** A title and what stands below it; nothing where that is nothing. Pure. */
export const section = (title: string, lines: readonly string[]): string[] => (lines.length === 0 ? [] : ['', `### ${title}`, '', ...lines]);

export const document = (lines: readonly string[]): string => `${lines.join('\n')}\n`;
