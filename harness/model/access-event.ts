/** A request as a web server's or an app's access log tells it. */
export interface AccessEvent {
  readonly status: number;
  /** What a proxy was answered by the app behind it, as the proxy writes it: several where it tried again. */
  readonly upstream?: string;
  /** Whether it asked for the path that was looked for. */
  readonly isOfPath: boolean;
}

/** Names under which logs have these: of nginx's own variables, of loggers in use, and of the Elastic Common Schema. */
const STATUS = ['status', 'status_code', 'statusCode', 'http.response.status_code'];
const PATH = ['request_uri', 'uri', 'path', 'url', 'request_path', 'request', 'url.path', 'url.original'];
const UPSTREAM = ['upstream_status', 'upstreamStatus'];

/** An event that tells of an answered request; undefined for one without a numeric status and a path. Pure. */
export function accessOf(event: object, path: string | undefined): AccessEvent | undefined {
  const status = texts(event, STATUS).find((text) => /^\d{3}$/.test(text));
  const paths = texts(event, PATH).map(pathOf);
  if (status === undefined || paths.length === 0) return undefined;
  // nginx's word for no answer at all is a dash.
  const upstream = texts(event, UPSTREAM).find((text) => /\d/.test(text));
  const isOfPath = path !== undefined && paths.includes(pathOf(path));
  return { status: Number(status), ...(upstream === undefined ? {} : { upstream }), isOfPath };
}

/** The values of these names that are texts or numbers; a name with dots may stand for objects within each other. */
const texts = (event: object, names: readonly string[]): string[] =>
  names.map((name) => valueAt(event, name)).filter((value) => typeof value === 'string' || typeof value === 'number').map(String);

function valueAt(event: object, name: string): unknown {
  if (Object.hasOwn(event, name)) return (event as Record<string, unknown>)[name];
  return name.split('.').reduce<unknown>((value, part) => (typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[part] : undefined), event);
}

/** Without method, host, query and version: some logs have them, some have not. */
const pathOf = (request: string): string => request.replace(/^[A-Z]+ /, '').replace(/^https?:\/\/[^/]*/i, '').replace(/[?# ].*$/s, '');
