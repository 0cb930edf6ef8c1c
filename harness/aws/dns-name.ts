import { newHex } from './new-id.js';

/** AWS's hosted zone of load balancers in us-east-1; here only a name. */
export const HOSTED_ZONE = 'Z35SXDOTRQ7X7K';

/** Names under `localhost` lead to loopback, so that no request for a testbed's balancer can leave the machine. */
export function newDnsName(name: string, scheme: 'internet-facing' | 'internal', region: string): string {
  const number = Number.parseInt(newHex(8), 16).toString().padStart(10, '1');
  return `${scheme === 'internal' ? 'internal-' : ''}${name}-${number}.${region}.elb.localhost`.toLowerCase();
}
