import { ConfigError } from './errors.js';
import type { TargetProtocol } from './health-check.js';

/** A target taken apart; `path` (with its query) exists for HTTP and HTTPS only. */
export interface ParsedTarget {
  readonly protocol: TargetProtocol;
  readonly port: number;
  readonly path?: string;
}

/**
 * Takes a target such as `HTTP:80/health` apart. Protocols are read in any case, since Terraform lets lower case
 * through; the port is always literal, there is no traffic port here.
 *
 * AWS: Classic Load Balancer API 2012-06-01, HealthCheck.Target; rule 4. The texts for a missing path and for a path
 * after TCP are AWS's own; the one for HTTPS and the one for an impossible port are made after them.
 * @throws ConfigError when it is none of the four forms.
 */
export function parseTarget(target: string): ParsedTarget {
  const [, protocol = '', rest = ''] = /^(HTTPS?|TCP|SSL):(.*)$/is.exec(target) ?? [];
  switch (protocol.toUpperCase()) {
    case 'HTTP':
      return withPath('HTTP', rest);
    case 'HTTPS':
      return withPath('HTTPS', rest);
    case 'TCP':
      return portOnly('TCP', rest);
    case 'SSL':
      return portOnly('SSL', rest);
    default:
      throw new ConfigError('HealthCheck Target must begin with one of HTTP, TCP, HTTPS, SSL');
  }
}

function withPath(protocol: TargetProtocol, rest: string): ParsedTarget {
  const [, port, path] = /^(\d+)(\/.*)$/s.exec(rest) ?? [];
  if (port === undefined || path === undefined) {
    throw new ConfigError(
      `HealthCheck ${protocol} Target must specify a port followed by a path that begins with a slash. e.g. ${protocol}:80/ping/this/path`,
    );
  }
  return { protocol, port: portNumber(port), path: sendable(path) };
}

function portOnly(protocol: TargetProtocol, rest: string): ParsedTarget {
  return { protocol, port: portNumber(rest) };
}

function portNumber(text: string): number {
  const port = /^\d+$/.test(text) ? Number(text) : 0;
  if (port < 1 || port > 65535) throw new ConfigError('HealthCheck Target must specify a port number');
  return port;
}

/** A blank or a line end in the path would end the request line early and change the request. */
function sendable(path: string): string {
  if (/^[\x21-\x7e]+$/.test(path)) return path;
  throw new ConfigError(
    `HealthCheck Target must have a path of visible ASCII characters, found ${JSON.stringify(path)}: percent-encode the others`,
  );
}
