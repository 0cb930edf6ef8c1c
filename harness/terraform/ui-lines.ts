/** What a command was about to do, or did, in numbers of resources; a replacement is one added and one destroyed. */
export interface ChangeCounts {
  readonly add: number;
  readonly change: number;
  readonly destroy: number;
}

export interface Diagnostic {
  readonly severity: 'error' | 'warning';
  /** What Terraform or the provider says, in one line or several. */
  readonly message: string;
  /** Such as `aws_autoscaling_group.web`. */
  readonly address?: string;
}

/** What one line of Terraform's machine-readable output says. */
export interface UiLine {
  /** As a person would read it. */
  readonly text: string;
  readonly counts?: ChangeCounts & { readonly operation: string };
  readonly diagnostic?: Diagnostic;
}

/** Reads a line that a command wrote with `-json`; any other line, such as a program's own, is text. */
export function readUiLine(line: string): UiLine {
  const read = parsed(line);
  if (typeof read?.['@message'] !== 'string') return { text: line };
  const text = read['@message'];
  const { changes, diagnostic } = read;
  if (read.type === 'change_summary' && isObject(changes)) return { text, counts: countsIn(changes) };
  if (read.type === 'diagnostic' && isObject(diagnostic)) {
    const found = diagnosticIn(diagnostic);
    return { text: `${found.severity === 'error' ? 'Error' : 'Warning'}: ${found.message}`, diagnostic: found };
  }
  return { text };
}

function countsIn(changes: Fields): ChangeCounts & { operation: string } {
  const count = (name: string): number => (typeof changes[name] === 'number' ? changes[name] : 0);
  return { add: count('add'), change: count('change'), destroy: count('remove'), operation: String(changes.operation) };
}

function diagnosticIn({ severity, summary, detail, address }: Fields): Diagnostic {
  const message = [summary, detail].filter((part) => typeof part === 'string' && part !== '').join('\n');
  return { severity: severity === 'error' ? 'error' : 'warning', message, ...(typeof address === 'string' ? { address } : {}) };
}

type Fields = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Fields => typeof value === 'object' && value !== null;

function parsed(line: string): Fields | undefined {
  try {
    const value: unknown = line.startsWith('{') ? JSON.parse(line) : undefined;
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
