import type { ParsedTarget } from './health-check-target.js';
import type { BalancerKind, ProbeForm } from './health-check.js';

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
 * @param form in what it differs; a header takes the place of one with the same name, in whatever case
 */
export function requestText(kind: BalancerKind, { port, path = '/' }: ParsedTarget, privateAddress: string, form: ProbeForm = {}): string {
  const headers = kind === 'classic' ? classicHeaders(privateAddress, port) : newerHeaders(kind, privateAddress, port);
  const lines = changed(headers, form).map(([name, value]) => `${name}: ${value}`);
  return [`${form.method ?? 'GET'} ${path} HTTP/1.1`, ...lines, '', ''].join('\r\n');
}

/**
 * What a check sends, as it sends it; of one by a plain connection, in words, that it sends nothing. Pure.
 * @param privateAddress goes into `Host`, but for a network balancer's
 */
export function askedText(kind: BalancerKind, target: ParsedTarget, privateAddress: string, form?: ProbeForm): string {
  if (target.path !== undefined) return requestText(kind, target, privateAddress, form);
  return `opens a ${target.protocol === 'SSL' ? 'TLS ' : ''}connection to port ${target.port} and sends nothing`;
}

type Header = readonly [name: string, value: string];

const classicHeaders = (privateAddress: string, port: number): Header[] => [
  ['host', port === 80 ? privateAddress : `${privateAddress}:${port}`],
  ['User-Agent', 'ELB-HealthChecker/1.0'],
  ['Accept', '*/*'],
  ['Connection', 'keep-alive'],
];

const newerHeaders = (kind: BalancerKind, privateAddress: string, port: number): Header[] => [
  ['Host', kind === 'network' ? NETWORK_NODE : `${privateAddress}:${port}`],
  ['Connection', 'close'],
  ['User-Agent', 'ELB-HealthChecker/2.0'],
  ['Accept-Encoding', 'gzip, compressed'],
];

/** Each name once: the last value counts, at the place and in the case of the first. */
function changed(headers: readonly Header[], { host, userAgent, headers: further = {} }: ProbeForm): Header[] {
  const given = [...headers, ...named('Host', host), ...named('User-Agent', userAgent), ...Object.entries(further)];
  const byName = new Map<string, Header>();
  for (const [name, value] of given) {
    const key = name.toLowerCase();
    byName.set(key, [byName.get(key)?.[0] ?? name, value]);
  }
  return [...byName.values()];
}

const named = (name: string, value: string | undefined): Header[] => (value === undefined ? [] : [[name, value]]);
