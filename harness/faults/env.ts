import type { Fault } from '../model/fault.js';

/** Faults of single settings, bound to the names that the app has. */
export interface EnvFaults<S extends string> {
  /** Another value, or a setting that the release does not give. */
  set(key: S | (string & {}), value: string): Fault;
  unset(key: S): Fault;
  empty(key: S): Fault;
  /** A value as it looks when it was pasted wrongly. */
  garble(key: S): Fault;
  /** Two settings have each other's values. */
  swap(key: S, other: S): Fault;
}

export const envFaults = <S extends string>(): EnvFaults<S> => ({
  set: (key, value) => ({ kind: 'env', operator: 'set', key, value, summary: `${key} is set otherwise` }),
  unset: (key) => ({ kind: 'env', operator: 'unset', key, summary: `${key} is not set` }),
  empty: (key) => ({ kind: 'env', operator: 'empty', key, summary: `${key} is empty` }),
  garble: (key) => ({ kind: 'env', operator: 'garble', key, summary: `${key} is garbled` }),
  swap: (key, other) => ({ kind: 'env', operator: 'swap', key, other, summary: `${key} and ${other} are swapped` }),
});
