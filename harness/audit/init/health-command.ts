/** Where a command that checks the app on its own machine looks. */
export interface HealthCommand {
  readonly path: string;
  readonly port?: number;
}

const LOCAL_URL = /https?:\/\/(?:localhost|127\.0\.0\.1|0\.0\.0\.0|\[::1\])(?::(\d+|\$\{?\w+(?::?-\d+)?\}?))?(\/[^\s"'`|;)]*)?/;

/** The URL that curl, wget or a line of a script asks; undefined where it asks none. Pure. */
export function healthCommand(text: string): HealthCommand | undefined {
  const match = LOCAL_URL.exec(text);
  if (!match) return undefined;
  const port = /(\d+)\}?$/.exec(match[1] ?? '')?.[1];
  return { path: match[2] ?? '/', ...(port === undefined ? {} : { port: Number(port) }) };
}
