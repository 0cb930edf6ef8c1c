/**
 * What a terminal shows once a text was written to it, line by line, without colours: it knows line ends, the way back to
 * the first column, and erasing a line.
 */
export function screenAfter(text: string): string[] {
  const lines = [''];
  let column = 0;
  const write = (part: string): void => {
    const line = (lines.at(-1) ?? '').padEnd(column);
    lines[lines.length - 1] = line.slice(0, column) + part + line.slice(column + part.length);
    column += part.length;
  };
  for (const [part] of text.matchAll(/\u001b\[[?\d;]*[A-Za-z]|\r|\n|[^\u001b\r\n]+/g)) {
    if (part === '\n') lines.push('');
    if (part === '\n' || part === '\r') column = 0;
    else if (part === '\u001b[2K') lines[lines.length - 1] = '';
    else if (!part.startsWith('\u001b')) write(part);
  }
  return lines.map((line) => line.trimEnd());
}
