/**
 * A function which blots a URL's password out of a text, both as written in
 * the URL and decoded.
 */
export function redactorFor(databaseUrl: string): (text: string) => string {
  const written = URL.canParse(databaseUrl) ? new URL(databaseUrl) : undefined;
  const [, inQuery = ''] = /[?&]password=([^&]*)/.exec(written?.search ?? '') ?? [];
  const passwords = [written?.password ?? '', inQuery, written?.searchParams.get('password') ?? ''];
  const secrets = new Set(passwords.flatMap((text) => [text, decoded(text)]).filter((text) => text !== ''));
  return (text) => [...secrets].reduce((rest, secret) => rest.replaceAll(secret, '***'), text);
}

/** The same value with every text inside it passed through `redact`; keys stay. */
export function redactAll(value: unknown, redact: (text: string) => string): unknown {
  if (typeof value === 'string') return redact(value);
  if (Array.isArray(value)) return value.map((item) => redactAll(item, redact));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, redactAll(item, redact)]));
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
