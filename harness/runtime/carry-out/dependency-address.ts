import type { SocketAddress } from '../../services/socket-address.js';

/** What a setting's value says of another server. */
export interface NamedServer extends SocketAddress {
  /** Its certificate names the host, so that it can be reached under no other name. */
  readonly tls: boolean;
  /** The value as it leads to another place: all of it but host and port is as it was. */
  at(address: SocketAddress): string;
}

/** Ports by the scheme of a URL that names none; what follows a `+` in a scheme is a driver's name. */
const DEFAULT_PORTS: Readonly<Record<string, number>> = {
  redis: 6379, rediss: 6379, amqp: 5672, amqps: 5671, http: 80, https: 443, mysql: 3306, mysql2: 3306, mariadb: 3306,
  mongodb: 27_017, postgres: 5432, postgresql: 5432, memcached: 11_211,
};

const TLS_SCHEME = /^\s*(?:https|wss|rediss|amqps|ldaps|mqtts|smtps|ftps|nats\+tls|tls|ssl):/i;

const V6_HOST = String.raw`\[[\da-fA-F:.]+\]`;
/** User and password end at the last `@` before the path; `jdbc:` stands before a whole URL. */
const URL_FORM = new RegExp(
  String.raw`^(\s*(?:jdbc:)?([a-z][a-z\d.-]*)(\+[a-z\d.-]+)?://(?:[^\s/?#]*@)?)(${V6_HOST}|[^\s:/?#@,[\]]+)(?::(\d{1,5}))?((?:[/?#].*)?\s*)$`, 'is',
);
const HOST_AND_PORT = new RegExp(String.raw`^(\s*)(${V6_HOST}|[a-z\d][a-z\d._-]*):(\d{1,5})(\s*)$`, 'i');

/** The server that a setting's value names, as a URL or as `host:port`; undefined where it names none, or several. Pure. */
export function serverIn(value: string): NamedServer | undefined {
  const [, before = '', scheme = '', driver = '', host = '', port, after = ''] = URL_FORM.exec(value) ?? [];
  // The name stands for servers that are looked up in the DNS.
  if (driver.toLowerCase() === '+srv') return undefined;
  if (host !== '') return named(value, host, port === undefined ? DEFAULT_PORTS[scheme.toLowerCase()] : Number(port), [before, after]);
  const [, space = '', plainHost = '', plainPort, end = ''] = HOST_AND_PORT.exec(value) ?? [];
  return named(value, plainHost, Number(plainPort), [space, end]);
}

function named(value: string, host: string, port = 0, [before, after]: readonly [string, string]): NamedServer | undefined {
  // A time of day, as 10:30, has digits alone before the colon.
  if (/^\d*$/.test(host) || !(port >= 1 && port <= 65_535)) return undefined;
  return {
    host: host.replace(/^\[|\]$/g, ''),
    port,
    tls: TLS_SCHEME.test(value),
    at: (address) => `${before}${address.host}:${address.port}${after}`,
  };
}
