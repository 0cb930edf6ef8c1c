const LEVELS = /^(?:error|err|fatal|critical|crit|alert|emerg(?:ency)?|panic)$/i;

/** What an event says of an error, by the names that loggers give level and message; undefined where it is none. Pure. */
export function errorIn(event: unknown): string | undefined {
  if (typeof event !== 'object' || event === null) return undefined;
  const { level, severity, msg, message } = event as Record<string, unknown>;
  const isError = [level, severity].some((word) => typeof word === 'string' && LEVELS.test(word));
  const said = [msg, message].find((text) => typeof text === 'string' && text !== '');
  return isError && typeof said === 'string' ? said : undefined;
}
