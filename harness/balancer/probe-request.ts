import type { ParsedTarget } from '../model/health-check-target.js';
import type { BalancerKind } from '../model/health-check.js';

/**
 * Network balancers name themselves in `Host`, by node address and listener port, not the target. This testbed has no
 * node with an address, so it is always this one. AWS: Network Load Balancer guide, health checks.
 */
const NETWORK_NODE = '10.0.0.2:80';

/**
 * The request of an HTTP or HTTPS check as it arrives at the instance. A health check is the balancer's own request, so
 * it carries no X-Forwarded-* headers.
 *
 * AWS: Classic Load Balancer, two captures (reference section 1.5); rule 7. Application Load Balancer troubleshooting
 * page and field notes (section 2.2); rule 8. Nobody documents a network balancer's other headers: they are taken to be
 * those of the application balancer.
 */
export function requestText(kind: BalancerKind, { port, path = '/' }: ParsedTarget, privateAddress: string): string {
  const headers = kind === 'classic' ? classicHeaders(privateAddress, port) : newerHeaders(kind, privateAddress, port);
  return [`GET ${path} HTTP/1.1`, ...headers, '', ''].join('\r\n');
}

const classicHeaders = (privateAddress: string, port: number): string[] => [
  `host: ${port === 80 ? privateAddress : `${privateAddress}:${port}`}`,
  'User-Agent: ELB-HealthChecker/1.0',
  'Accept: */*',
  'Connection: keep-alive',
];

const newerHeaders = (kind: BalancerKind, privateAddress: string, port: number): string[] => [
  `Host: ${kind === 'network' ? NETWORK_NODE : `${privateAddress}:${port}`}`,
  'Connection: close',
  'User-Agent: ELB-HealthChecker/2.0',
  'Accept-Encoding: gzip, compressed',
];
