import type { GroupBalancer } from '../../fleet/auto-scaling-group.js';
import type { RegionCore } from '../region-base.js';
import { addressText, type RegionListener, type RegionPoller } from '../region-listener.js';
import type { Handlers } from '../wire/types.js';
import type { Balancer } from './balancer.js';
import { attributeHandlers } from './handle-attributes.js';
import { certificateHandlers } from './handle-certificates.js';
import { limitHandlers } from './handle-limits.js';
import { listenerHandlers } from './handle-listeners.js';
import { loadBalancerHandlers } from './handle-load-balancers.js';
import { placementHandlers } from './handle-placement.js';
import { ruleHandlers } from './handle-rules.js';
import { tagHandlers } from './handle-tags.js';
import { targetGroupHandlers } from './handle-target-groups.js';
import { targetHandlers } from './handle-targets.js';
import { inTermsOf } from './refusal.js';
import { instanceOfKey, type TargetGroup } from './target-group.js';
import { V2Store } from './v2-store.js';
import type { V2 } from './v2-types.js';

/** Elastic Load Balancing 2015-12-01 over one region: application and network load balancers. */
export interface LoadBalancingV2 {
  handlers(sdk: V2): Handlers<V2>;
  /** For Auto Scaling groups; undefined when there is no such target group. */
  targetGroup(arn: string): GroupBalancer | undefined;
  /** Those that are open, balancer by balancer in the order in which they were made. */
  listeners(): readonly RegionListener[];
  /** Of registered targets; with a long history of those too that have left. */
  pollers(): readonly RegionPoller[];
  /** For the state page: plain data. */
  state(): { readonly loadBalancers: readonly object[]; readonly targetGroups: readonly object[] };
  /** Ends all checks and listeners. */
  close(): Promise<void>;
}

const PARTS = [
  loadBalancerHandlers,
  placementHandlers,
  attributeHandlers,
  targetGroupHandlers,
  targetHandlers,
  listenerHandlers,
  certificateHandlers,
  ruleHandlers,
  tagHandlers,
  limitHandlers,
];

export function openV2(core: RegionCore): LoadBalancingV2 {
  const store = new V2Store(core);
  core.instances.onTerminated((id) => {
    for (const group of store.groups.values()) group.forget(id);
  });
  return {
    handlers: (sdk) => inTermsOf(sdk, Object.assign({}, ...PARTS.map((part) => part(store)))),
    targetGroup: (arn) => store.groups.get(arn)?.forGroups,
    listeners: () => [...store.balancers.values()].flatMap(listenersOf),
    pollers: () => [...store.groups.values()].flatMap((group) => group.pollers()),
    state: () => ({ loadBalancers: [...store.balancers.values()].map(balancerState), targetGroups: [...store.groups.values()].map(groupState) }),
    close: async () => {
      const [balancers, groups] = [[...store.balancers.values()], [...store.groups.values()]];
      store.balancers.clear();
      store.groups.clear();
      for (const group of groups) group.delete();
      await Promise.all(balancers.map((balancer) => balancer.delete()));
    },
  };
}

const listenersOf = ({ identity, listeners }: Balancer): RegionListener[] =>
  [...listeners.values()].flatMap(({ settings: { protocol, port }, plane }) =>
    plane ? [{ balancer: identity.name, kind: identity.type, protocol, port, address: plane.address, servedBy: (client) => instanceOfKey(plane.servedBy(client)) }] : [],
  );

const balancerState = ({ identity, listeners }: Balancer): object => ({
  name: identity.name,
  arn: identity.arn,
  type: identity.type,
  dnsName: identity.dnsName,
  listeners: [...listeners.values()].map(({ settings: { protocol, port }, plane }) => ({ protocol, port, address: addressText(plane) })),
});

const groupState = (group: TargetGroup): object => ({
  name: group.identity.name,
  arn: group.identity.arn,
  healthCheck: group.healthCheck,
  targets: group.targets().map(({ instance: { id }, port, draining }) => ({ id, port, draining, ...group.healthOf(id, port) })),
});
