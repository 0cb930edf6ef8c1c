import type { ServiceModules } from '../wire/services.js';
import type { Action as Operation, Handlers, Input } from '../wire/types.js';
import type { V2Store } from './v2-store.js';

/** The SDK's package of Elastic Load Balancing v2. */
export type V2 = ServiceModules['elbv2'];

/** An operation's checked input. */
export type Given<A extends Operation<V2>> = Input<V2, A>;

export type GivenAction = Given<'CreateListener'>['DefaultActions'][number];
export type GivenCondition = Given<'CreateRule'>['Conditions'][number];
export type GivenTarget = Given<'RegisterTargets'>['Targets'][number];
export type GivenTags = Given<'AddTags'>['Tags'];

/** Handlers of one topic, over what there is. */
export type Part = (store: V2Store) => Handlers<V2>;

export type BalancerType = 'application' | 'network';

export type ListenerProtocol = 'HTTP' | 'HTTPS' | 'TCP' | 'TLS' | 'UDP' | 'TCP_UDP';
