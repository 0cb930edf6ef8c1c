import type { SocketAddress } from '../../services/socket-address.js';

/** What a setting's value says of another server. */
export interface NamedServer extends SocketAddress {
  /** Its certificate names the host, so that it can be reached under no other name. */
  readonly tls: boolean;
  /** The value with another address in the place of the server's. */
  at(address: SocketAddress): string;
}

/** A URL's scheme and user, then host and port, then the rest; a password may hold any character but a slash. */
const URL_FORM = /^(\s*[a-z][a-z0-9+.-]*:(?:[a-z]+:)?\/\/(?:[^/?#]*@)?)(\[[0-9a-f:]+\]|[a-z0-9._-]+):(\d{1,5})((?:[/?#].*)?\s*)$/is;
const PAIR_FORM = /^(\s*)(\[[0-9a-f:]+\]|[a-z0-9][a-z0-9._-]*):(\d{1,5})(\s*)$/i;
const TLS_SCHEME = /^\s*(?:https|wss|rediss|amqps|ldaps|mqtts|smtps|ftps|nats\+tls|tls|ssl):/i;

/** The server that a value names, as `scheme://host:port` or `host:port`; undefined where it names none, or several. Pure. */
export function serverIn(value: string): NamedServer | undefined {
  const [, before = '', host = '', port = '', after = ''] = URL_FORM.exec(value) ?? PAIR_FORM.exec(value) ?? [];
  const number = Number(port);
  // A time of day, as 10:30, has digits alone before the colon.
  if (host === '' || /^\d+$/.test(host) || number < 1 || number > 65535) return undefined;
  return {
    host: host.replace(/^\[|\]$/g, ''),
    port: number,
    tls: TLS_SCHEME.test(value),
    at: (address) => `${before}${address.host}:${address.port}${after}`,
  };
}

/** Where AWS's own services for an instance are; they are stood in for otherwise. */
const METADATA_HOSTS = new Set(['169.254.169.254', '169.254.170.2', 'fd00:ec2::254']);

export const isMetadataHost = (host: string): boolean => METADATA_HOSTS.has(host);
