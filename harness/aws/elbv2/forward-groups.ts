import type { Balancer } from './balancer.js';
import { groupsOf } from './forward-action.js';
import { Refusal } from './refusal.js';
import type { V2Store } from './v2-store.js';
import type { GivenAction, ListenerProtocol } from './v2-types.js';

/** Protocols of target groups that a listener may forward to. AWS: Network guide, listeners; Application guide, target groups. */
const FORWARDS_TO: Readonly<Record<ListenerProtocol, readonly ListenerProtocol[]>> = {
  HTTP: ['HTTP', 'HTTPS'],
  HTTPS: ['HTTP', 'HTTPS'],
  TCP: ['TCP', 'TCP_UDP'],
  TLS: ['TCP', 'TLS'],
  UDP: ['UDP', 'TCP_UDP'],
  TCP_UDP: ['TCP_UDP'],
};

/**
 * Refuses actions that forward to a target group that is not there, speaks otherwise, or belongs to another balancer.
 * @throws Refusal TargetGroupNotFound, IncompatibleProtocols, TargetGroupAssociationLimit
 */
export function checkGroups(store: V2Store, balancer: Balancer, protocol: ListenerProtocol, actions: readonly GivenAction[]): void {
  const groups = actions.flatMap(groupsOf).map(({ arn }) => store.group(arn));
  const stranger = groups.find(({ settings }) => !FORWARDS_TO[protocol].includes(settings.protocol));
  if (stranger) {
    throw new Refusal('IncompatibleProtocols', `Listeners with protocol '${protocol}' cannot forward to target group '${stranger.identity.arn}' with protocol '${stranger.settings.protocol}'`);
  }
  const taken = groups.find(({ users }) => [...users].some((user) => user !== balancer));
  if (taken) throw new Refusal('TargetGroupAssociationLimit', `The following target groups cannot be associated with more than one load balancer: ${taken.identity.arn}`);
}
