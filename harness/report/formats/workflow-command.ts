import { stripVTControlCharacters } from 'node:util';

export interface Annotation {
  readonly level: 'error' | 'warning' | 'notice';
  readonly title: string;
  readonly message: string;
  readonly file?: string;
  readonly line?: number;
}

/** Characters of one message; GitHub cuts at 64 KB, and a log is to be read. */
const LONGEST = 4000;

/** A workflow command of GitHub Actions: one line, in which nothing of the message can end it or begin another. Pure. */
export function workflowCommand({ level, title, message, file, line }: Annotation): string {
  const properties = Object.entries({ file, line, title }).filter(([, value]) => value !== undefined);
  return `::${level} ${properties.map(([name, value]) => `${name}=${propertyText(String(value))}`).join(',')}::${dataText(message.slice(0, LONGEST))}`;
}

const dataText = (text: string): string => stripVTControlCharacters(text).replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');

const propertyText = (text: string): string => dataText(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
