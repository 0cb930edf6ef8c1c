/**
 * A word as a POSIX shell takes it, in the quotes that read best: none, double ones, or single ones where something in it
 * would be expanded. Pure.
 */
export function shellWord(text: string): string {
  if (/^[\w@%+=:,./-]+$/.test(text)) return text;
  return /[$`"\\!]/.test(text) ? `'${text.replaceAll("'", "'\\''")}'` : `"${text}"`;
}
