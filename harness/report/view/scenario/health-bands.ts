import type { TransitionRecord } from '../../rollout-record.js';

/** What a balancer thinks of an instance, whichever words its kind has for that. */
export type Health = 'initial' | 'healthy' | 'unhealthy' | 'draining' | 'unused';

/** A time in which an instance kept one state. Seconds of the rollout's clock. */
export interface Band<S extends string> {
  readonly from: number;
  readonly to: number;
  readonly state: S;
  readonly sentence: string;
}

/** The state that AWS's words stand for, of all kinds of balancers. Pure. */
export function healthIn({ state, description = '' }: Pick<TransitionRecord, 'state' | 'description'>): Health {
  switch (state) {
    case 'InService':
      return /deregistration/i.test(description) ? 'draining' : 'healthy';
    case 'OutOfService':
      return /has failed/i.test(description) ? 'unhealthy' : /is in \w+ state/i.test(description) ? 'unused' : 'initial';
    case 'initial':
    case 'healthy':
    case 'unhealthy':
    case 'draining':
      return state;
    default:
      return 'unused';
  }
}

/** A transition in AWS's words: state, reason, description. Pure. */
export const transitionWords = ({ state, reasonCode, description }: TransitionRecord): string =>
  [state, ...[reasonCode, description].filter((part) => part !== undefined && part !== 'N/A')].join('  ');

/**
 * The states of one instance, one after the other. Pure.
 * @param transitions of that instance alone, in order
 * @param until when it was looked at no more
 */
export function healthBands(transitions: readonly TransitionRecord[], until: number): Band<Health>[] {
  const bands: Band<Health>[] = [];
  for (const transition of transitions) {
    const last = bands.at(-1);
    if (last) bands[bands.length - 1] = { ...last, to: Math.max(last.from, transition.at) };
    bands.push({ from: transition.at, to: Math.max(until, transition.at), state: healthIn(transition), sentence: transitionWords(transition) });
  }
  return bands.filter(({ from, to }) => to > from);
}
