import { stripVTControlCharacters } from 'node:util';

/**
 * A line of ours, or several, in which the text of an app or an author may stand, fit for a terminal and a CI job: nothing
 * of it steers the terminal, and nothing is a workflow command of GitHub Actions, which reads `::name::` where a line
 * begins and `##[name]` anywhere. Pure.
 */
export const toldLine = (text: string): string =>
  stripVTControlCharacters(text.replace(/\r\n?/g, '\n'))
    .replace(/(?![\t\n])\p{Cc}/gu, '')
    .replaceAll('##[', '# #[')
    .replace(/^([^\S\n]*)::/gm, '$1| ::');

/** A text of an app as one line. Pure. */
export const inOneLine = (text: string): string => text.trim().replace(/\s*[\r\n]+\s*/g, ' ');

/** Both. Pure. */
export const toldInOneLine = (text: string): string => inOneLine(toldLine(text));
