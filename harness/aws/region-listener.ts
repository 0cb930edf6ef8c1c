import type { TargetPoller } from '../balancer/target-poller.js';
import type { BalancerKind } from '../model/health-check.js';
import type { Ec2Instance } from './ec2-instance.js';

/** A listener of a balancer with the real socket behind it. */
export interface RegionListener {
  /** Name of the balancer. */
  readonly balancer: string;
  readonly kind: BalancerKind;
  /** As clients outside speak it, such as `HTTPS`; here it is HTTP all the same. */
  readonly protocol: string;
  readonly port: number;
  readonly address: { readonly host: string; readonly port: number };
  /** Id of the instance that serves, or last served, the client connection with this local port. */
  servedBy(clientPort: number): string | undefined;
}

/** The real socket of a listener as the state page shows it; empty while there is none. */
export const addressText = (plane: Pick<RegionListener, 'address'> | undefined): string => (plane ? `${plane.address.host}:${plane.address.port}` : '');

/** Checks of a registered target. */
export type RegionPoller = TargetPoller<Ec2Instance>;
