/**
 * Reads the text of an env file: one KEY=VALUE a line, `#` starts a comment
 * line, `export ` before a key is allowed, and a value may stand in single or
 * double quotes (taken off, nothing inside is expanded).
 *
 * @throws Error naming the line number if a line is none of these; the text of
 * the line is left out, for it may hold a secret.
 */
export function parseEnvFile(text: string): Record<string, string> {
  const values: Record<string, string> = {};
  for (const [index, raw] of text.split(/\r?\n/).entries()) {
    const line = raw.trim();
    if (line === '' || line.startsWith('#')) continue;
    const match = /^(?:export\s+)?([A-Za-z_][A-Za-z0-9_]*)\s*=\s*(.*)$/.exec(line);
    if (match === null) throw new Error(`line ${index + 1} is not KEY=VALUE`);
    const [, key = '', value = ''] = match;
    values[key] = withoutQuotes(value);
  }
  return values;
}

function withoutQuotes(value: string): string {
  const quoted = /^(["'])(.*)\1$/.exec(value);
  return quoted?.[2] ?? value;
}
