import { ConfigError } from '../model/errors.js';
import type { Fault, Onset, StoreFault } from '../model/fault.js';
import type { Release } from '../model/release.js';
import { whenText, type When } from './database.js';

/** Faults of the key-value store as one app meets it; `K` are the settings that are kept there. */
export interface StoreFaults<K extends string> {
  /** There is no such key. */
  keyMissing(key: K): Fault;
  keyEmpty(key: K): Fault;
  /** Plain reads are told a value of long ago; those that ask for `?consistent` are told that of now. */
  staleValue(key: K, value: string): Fault;
  /** Connections are refused, open ones broken. */
  down(when?: When): Fault;
  /** Requests are taken and not answered. */
  hung(when?: When): Fault;
  /** Another value is written, or with `undefined` the key is removed; after `lasts` it is as before. */
  changed(key: K, value: string | undefined, when: When & { readonly onset: Onset }): Fault;
}

export function storeFaults<K extends string>({ keyValueStore, name }: Release): StoreFaults<K> {
  const make = (operator: StoreFault['operator'], summary: string, { onset = 'boot', lasts }: When = {}, of: Pick<StoreFault, 'key' | 'value'> = {}): Fault => {
    if (!keyValueStore) throw new ConfigError(`fault.store.${operator} does not apply to ${name}: its description names no key-value store`);
    if (of.key !== undefined && !keyValueStore.holds.includes(of.key)) {
      throw new ConfigError(`key ${of.key}: expected one of ${keyValueStore.holds.join(', ') || 'none'}, which ${name} keeps in its key-value store`);
    }
    const length = lasts === undefined ? {} : { lasts };
    return { kind: 'store', operator, ...of, onset, ...length, summary: `${summary}${whenText(onset, lasts)}` };
  };
  return {
    keyMissing: (key) => make('key-missing', `${key} is not in the store`, {}, { key }),
    keyEmpty: (key) => make('key-empty', `${key} is empty in the store`, {}, { key }),
    staleValue: (key, value) => make('stale-value', `the store tells plain reads an older ${key}`, {}, { key, value }),
    down: (when) => make('down', 'the store is down', when),
    hung: (when) => make('hung', 'the store hangs', when),
    changed: (key, value, when) =>
      make('changed', `${key} is ${value === undefined ? 'removed from' : 'changed in'} the store`, when, { key, ...(value === undefined ? {} : { value }) }),
  };
}
