/** A piece of source that is written as it is. */
export class Source {
  constructor(readonly code: string) {}
}

/** Columns of a line before it is divided. */
const WIDTH = 140;

/** A text as an expression. */
export const quoted = (text: string): string => (/^[ -&(-[\]-~]*$/.test(text) ? `'${text}'` : JSON.stringify(text));

/** A name as a member of an object has it. */
const memberName = (name: string): string => (/^[A-Za-z_$][\w$]*$/.test(name) ? name : quoted(name));

/** A value of plain data as source of TypeScript; members that are undefined are left out. */
export function sourceOf(value: unknown, indent = ''): string {
  if (value instanceof Source) return value.code;
  if (typeof value === 'string') return quoted(value);
  if (typeof value !== 'object' || value === null) return String(value);
  const inner = `${indent}  `;
  if (Array.isArray(value)) return joined(value.map((item) => sourceOf(item, inner)), '[]', indent);
  const members = Object.entries(value).filter(([, item]) => item !== undefined);
  return joined(members.map(([name, item]) => `${memberName(name)}: ${sourceOf(item, inner)}`), '{}', indent);
}

/**
 * In one line where that is short enough, else a line each.
 * @param around characters of the line that are not its own
 */
export function joined(parts: readonly string[], [open = '', close = '']: string, indent = '', around: number = indent.length): string {
  if (parts.length === 0) return `${open}${close}`;
  const blank = open === '{' ? ' ' : '';
  const line = `${open}${blank}${parts.join(', ')}${blank}${close}`;
  if (line.length + around <= WIDTH && !line.includes('\n')) return line;
  return `${open}\n${parts.map((part) => `${indent}  ${part},\n`).join('')}${indent}${close}`;
}
