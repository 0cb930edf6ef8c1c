import type { GroupBalancer } from '../../fleet/auto-scaling-group.js';
import type { RegionCore } from '../region-base.js';
import { addressText, type RegionListener, type RegionPoller } from '../region-listener.js';
import type { ServiceModules } from '../wire/services.js';
import type { Handlers } from '../wire/types.js';
import type { ClassicBalancer } from './classic-balancer.js';
import type { ClassicService } from './classic-balancers.js';
import { attributeHandlers } from './handle-attributes.js';
import { healthHandlers } from './handle-health.js';
import { listenerHandlers } from './handle-listeners.js';
import { loadBalancerHandlers } from './handle-load-balancers.js';
import { placementHandlers } from './handle-placement.js';
import { policyHandlers } from './handle-policies.js';
import { tagHandlers } from './handle-tags.js';

/** Elastic Load Balancing 2012-06-01 over one region. */
export interface Classic {
  handlers(sdk: ServiceModules['elb']): Handlers<ServiceModules['elb']>;
  /** For groups; undefined when there is no such balancer. */
  balancer(name: string): GroupBalancer | undefined;
  /** Those that are open, balancer by balancer in the order in which they were made. */
  listeners(): readonly RegionListener[];
  /** Of registered targets; with a long history of those too that have left. */
  pollers(): readonly RegionPoller[];
  /** For the state page: plain data. */
  state(): readonly object[];
  /** Ends all checks and listeners. */
  close(): Promise<void>;
}

const PARTS = [loadBalancerHandlers, listenerHandlers, healthHandlers, placementHandlers, attributeHandlers, tagHandlers, policyHandlers];

export function openClassic(core: RegionCore): Classic {
  const balancers = new Map<string, ClassicBalancer>();
  core.instances.onTerminated((id) => {
    for (const balancer of balancers.values()) balancer.forget(id);
  });
  return {
    handlers: (sdk) => {
      const service: ClassicService = { core, sdk, balancers };
      return Object.assign({}, ...PARTS.map((part) => part(service)));
    },
    balancer: (name) => balancers.get(name)?.forGroups,
    listeners: () => [...balancers.values()].flatMap(listenersOf),
    pollers: () => [...balancers.values()].flatMap(({ targets }) => targets.pollers),
    state: () => [...balancers.values()].map(stateOf),
    close: async () => {
      const all = [...balancers.values()];
      balancers.clear();
      await Promise.all(all.map((balancer) => balancer.delete()));
    },
  };
}

const listenersOf = (balancer: ClassicBalancer): RegionListener[] =>
  balancer.listeners.flatMap(({ protocol, port }) => {
    const plane = balancer.planeOf(port);
    return plane ? [{ balancer: balancer.name, kind: 'classic', protocol, port, address: plane.address, servedBy: (client) => plane.servedBy(client) }] : [];
  });

const stateOf = (balancer: ClassicBalancer): object => ({
  name: balancer.name,
  dnsName: balancer.identity.dnsName,
  listeners: balancer.listeners.map(({ protocol, port, instancePort }) => ({ protocol, port, instancePort, address: addressText(balancer.planeOf(port)) })),
  healthCheck: balancer.targets.healthCheck,
  targets: balancer.targets.targets().map(({ id, draining }) => ({ id, draining, ...balancer.targets.describe(id) })),
});
