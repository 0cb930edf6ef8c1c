import { sendProbe } from '../balancer/probe.js';
import type { ProbeObservation } from '../model/probe-result.js';
import type { Release } from '../model/release.js';
import type { SocketAddress } from '../services/socket-address.js';

/** One health check as the release's own balancer sends it, outside of any rollout. */
export const askHealth = ({ balancer, healthCheck }: Release, privateAddress: string, address: SocketAddress): Promise<ProbeObservation> =>
  sendProbe({ kind: balancer, healthCheck, privateAddress, address });
