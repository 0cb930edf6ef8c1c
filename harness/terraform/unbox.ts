/** Terraform frames a diagnostic for people with these. */
const FRAME = /^(?:╷|╵|│ ?)/;

/**
 * Messages of the errors in text that Terraform wrote for people, with or without frames: the summary, and the
 * explanation with its wrapped lines joined, without the place in the files.
 */
export function errorsIn(text: string): string[] {
  const lines = text.split('\n').map((line) => line.replace(FRAME, '').trimEnd());
  const starts = lines.flatMap((line, index) => (/^(?:Error|Warning): /.test(line) ? [index] : []));
  return starts
    .map((start, index) => lines.slice(start, starts[index + 1]))
    .filter(([first]) => first?.startsWith('Error: '))
    .map(messageOf);
}

function messageOf([first = '', ...rest]: readonly string[]): string {
  const paragraphs = rest.join('\n').split(/\n{2,}/).map((paragraph) => paragraph.split('\n').filter((line) => !isPlace(line)).join(' ').trim());
  return [first.replace(/^Error: /, ''), ...paragraphs.filter((paragraph) => paragraph !== '')].join('\n');
}

/** Where in the files it is, and the line itself: indented, as no explanation is. */
const isPlace = (line: string): boolean => /^ {2,}(?:with .*,|on .* line \d+.*:|\d+: .*)$/.test(line);
