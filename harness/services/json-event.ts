/** Levels of objects and arrays within each other; a deeper value would be too deep for those who walk through it. */
const DEEPEST = 64;

/**
 * The JSON value of a text.
 * @throws SyntaxError for a text that is no JSON, or whose value is nested deeper than 64 levels
 */
export function parseEvent(text: string): unknown {
  const value: unknown = JSON.parse(text);
  let level: readonly unknown[] = [value];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > DEEPEST) throw new SyntaxError(`nested deeper than ${DEEPEST} levels`);
    level = level.flatMap((each) => (typeof each === 'object' && each !== null ? Object.values(each) : []));
  }
  return value;
}

/** A message's object or array where it is JSON, also after the `@cee:` of structured syslog; else its text. Pure. */
export function eventOf(message: string): unknown {
  const text = message.replace(/^@cee:/, '').trim();
  if (!/^[{[]/.test(text)) return message;
  try {
    return parseEvent(text);
  } catch {
    return message;
  }
}
