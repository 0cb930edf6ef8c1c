import { newHex } from '../new-id.js';
import { readActions } from './actions.js';
import type { Balancer } from './balancer.js';
import { checkGroups } from './forward-groups.js';
import { Listener, type ListenerSettings } from './listener.js';
import { readListener } from './listener-settings.js';
import { invalid, Refusal } from './refusal.js';
import { newRule } from './rule.js';
import { withTags } from './tags.js';
import { pageFor, type V2Store } from './v2-store.js';
import type { Given, GivenAction, Part } from './v2-types.js';

const MOST_LISTENERS = 50;

/** Listeners with their default rules. AWS: Elastic Load Balancing v2 API. */
export const listenerHandlers: Part = (store) => ({
  CreateListener: async (given) => {
    const balancer = store.balancer(given.LoadBalancerArn);
    const settings = readListener(balancer.identity.type, given);
    const actions = defaultActions(store, balancer, settings, given.DefaultActions);
    const tags = withTags(new Map(), given.Tags);
    const present = listenerAt(balancer, settings.port);
    if (present) {
      // A request that is sent again, word for word, finds what it made the first time.
      if (JSON.stringify([present.settings, present.defaultRule.actions]) === JSON.stringify([settings, actions])) return { Listeners: [listenerAnswer(present)] };
      throw takenPort(balancer);
    }
    if (balancer.listeners.size >= MOST_LISTENERS) throw new Refusal('TooManyListeners', `A load balancer can have at most ${MOST_LISTENERS} listeners`);
    const listener = make(store, balancer, settings, actions);
    listener.tags = tags;
    balancer.listeners.set(listener.arn, listener);
    store.noteUse();
    await listener.open();
    return { Listeners: [listenerAnswer(listener)] };
  },

  ModifyListener: async (given) => {
    const listener = store.listener(given.ListenerArn);
    const { balancer, settings: before, defaultRule } = listener;
    const settings = readListener(balancer.identity.type, given, before);
    const other = listenerAt(balancer, settings.port);
    if (other && other !== listener) throw takenPort(balancer);
    const actions = given.DefaultActions ? defaultActions(store, balancer, settings, given.DefaultActions) : defaultRule.actions;
    for (const rule of listener.allRules()) checkGroups(store, balancer, settings.protocol, rule === defaultRule ? actions : rule.actions);
    listener.change(settings);
    Object.assign(defaultRule, { actions, credits: new Map() });
    store.noteUse();
    if (settings.port !== before.port || settings.protocol !== before.protocol) await listener.open();
    return { Listeners: [listenerAnswer(listener)] };
  },

  DescribeListeners: (given) => {
    const { items, more } = pageFor(asked(store, given), given);
    return { Listeners: items.map(listenerAnswer), ...more };
  },

  DeleteListener: async ({ ListenerArn }) => {
    const listener = store.listener(ListenerArn);
    listener.balancer.listeners.delete(ListenerArn);
    store.noteUse();
    await listener.close();
    return {};
  },
});

function asked(store: V2Store, { LoadBalancerArn, ListenerArns = [] }: Given<'DescribeListeners'>): Listener[] {
  if (LoadBalancerArn && ListenerArns.length > 0) throw invalid('Load balancer ARN and listener ARNs cannot be specified at the same time');
  if (LoadBalancerArn) return [...store.balancer(LoadBalancerArn).listeners.values()];
  if (ListenerArns.length === 0) throw invalid('You must specify either listener ARNs or a load balancer ARN');
  return ListenerArns.map((arn) => store.listener(arn));
}

const listenerAt = ({ listeners }: Balancer, port: number): Listener | undefined => [...listeners.values()].find(({ settings }) => settings.port === port);

const takenPort = ({ identity }: Balancer): Refusal => new Refusal('DuplicateListener', `A listener already exists on this port for this load balancer '${identity.arn}'`);

function defaultActions(store: V2Store, balancer: Balancer, { protocol }: ListenerSettings, given: readonly GivenAction[]): GivenAction[] {
  const actions = readActions(given, { type: balancer.identity.type, protocol });
  checkGroups(store, balancer, protocol, actions);
  return actions;
}

function make(store: V2Store, balancer: Balancer, settings: ListenerSettings, actions: readonly GivenAction[]): Listener {
  const arn = `${balancer.identity.arn.replace(':loadbalancer/', ':listener/')}/${newHex(16)}`;
  const rule = newRule({ arn: ruleArnOf(arn), priority: 'default', given: [], conditions: [], actions, transforms: [], tags: new Map() });
  return new Listener(arn, balancer, settings, rule, { group: (group) => store.groups.get(group), now: () => store.core.clock.now() });
}

/** A new ARN for a rule of a listener. */
export const ruleArnOf = (listenerArn: string): string => `${listenerArn.replace(':listener/', ':listener-rule/')}/${newHex(16)}`;

/** A listener in the API's form. */
const listenerAnswer = ({ arn, balancer, settings, defaultRule }: Listener) => {
  const { protocol, port, sslPolicy, certificate, alpnPolicy, mutualAuthentication } = settings;
  return {
    ListenerArn: arn,
    LoadBalancerArn: balancer.identity.arn,
    Port: port,
    Protocol: protocol,
    DefaultActions: defaultRule.actions,
    ...(certificate === undefined ? {} : { Certificates: [{ CertificateArn: certificate }] }),
    ...(sslPolicy === undefined ? {} : { SslPolicy: sslPolicy }),
    ...(alpnPolicy === undefined ? {} : { AlpnPolicy: alpnPolicy }),
    ...(mutualAuthentication === undefined ? {} : { MutualAuthentication: mutualAuthentication }),
  };
};
