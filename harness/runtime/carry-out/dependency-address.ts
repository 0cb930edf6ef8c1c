import type { SocketAddress } from '../../services/socket-address.js';

/** Ports by the scheme of a URL that names none; what follows a `+` in a scheme is a driver's name. */
const DEFAULT_PORTS: Readonly<Record<string, number>> = {
  redis: 6379, rediss: 6379, amqp: 5672, amqps: 5671, http: 80, https: 443, mysql: 3306, mysql2: 3306, mariadb: 3306,
  mongodb: 27_017, postgres: 5432, postgresql: 5432, memcached: 11_211,
};

const HOST = String.raw`\[[\da-fA-F:.]+\]|[^\s:/?#@,[\]]+`;
/** User and password end at the last `@` before the path. */
const URL_FORM = new RegExp(String.raw`^(([a-z][a-z\d.-]*)(\+[a-z\d.-]+)?://(?:[^\s/?#]*@)?)(${HOST})(?::(\d{1,5}))?([/?#].*)?$`, 'is');
const HOST_AND_PORT = new RegExp(String.raw`^(${HOST}):(\d{1,5})$`);

interface Found {
  readonly server: SocketAddress;
  readonly before: string;
  readonly after: string;
}

/** Where the server is that a setting's value names, as a URL or as `host:port`; undefined where it names none, or several. Pure. */
export const serverIn = (value: string): SocketAddress | undefined => find(value)?.server;

/** The value as it leads to another place: all of it but host and port is as it was. Pure. */
export function leadingTo(value: string, { host, port }: SocketAddress): string {
  const found = find(value);
  return found ? `${found.before}${host}:${port}${found.after}` : value;
}

function find(value: string): Found | undefined {
  const [, before = '', scheme = '', driver = '', host, port, after = ''] = URL_FORM.exec(value) ?? [];
  // The name stands for servers that are looked up in the DNS.
  if (driver.toLowerCase() === '+srv') return undefined;
  if (host !== undefined) return at(host, port === undefined ? DEFAULT_PORTS[scheme.toLowerCase()] : Number(port), before, after);
  const [, plainHost, plainPort] = HOST_AND_PORT.exec(value) ?? [];
  return plainHost === undefined ? undefined : at(plainHost, Number(plainPort), '', '');
}

function at(host: string, port: number | undefined, before: string, after: string): Found | undefined {
  if (port === undefined || port < 1 || port > 65_535) return undefined;
  return { server: { host: host.replace(/^\[|\]$/g, ''), port }, before, after };
}
