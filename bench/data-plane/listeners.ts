import { openDataPlane } from '../../harness/balancer/data-plane.js';
import { wallNow } from '../../harness/model/wall-clock.js';
import { onParent, tellParent } from './child.js';

/** A place to connect to. */
export interface Address {
  readonly host: string;
  readonly port: number;
}

/** Where the two listeners are. */
export interface Listening {
  readonly http: Address;
  readonly tcp: Address;
}

/** Told a target's address, opens a listener of each protocol before it and tells its parent where they are. */
onParent<Address>((address) => {
  const targets = () => [{ id: 'i-1', inService: true, draining: false, address: () => address }];
  void Promise.all([
    openDataPlane({ kind: 'classic', protocol: 'HTTP', targets, now: wallNow }),
    openDataPlane({ kind: 'network', protocol: 'TCP', targets, now: wallNow }),
  ]).then(([http, tcp]) => tellParent({ http: http.address, tcp: tcp.address } satisfies Listening));
});
