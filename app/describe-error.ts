/**
 * One line which says why something failed. The code of the system or of
 * PostgreSQL is added unless the message has it already.
 */
export function describeError(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const message = messageOf(error).replace(/\s*\n\s*/g, ' ').trim();
  const code = codeOf(error);
  if (code === undefined || message.includes(code)) return message;
  return `${message} (${code})`;
}

/** The `code` of a system error ("ECONNREFUSED") or a PostgreSQL error ("42P01"). */
export function codeOf(error: unknown): string | undefined {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : undefined;
}

function messageOf(error: Error): string {
  // A name with several addresses fails with an AggregateError without a text of its own.
  if (error instanceof AggregateError && error.message === '') {
    return error.errors.map(describeError).join('; ');
  }
  return error.message === '' ? error.name : error.message;
}
