import type { Release } from '../../model/release.js';
import type { KeyValueStore } from '../../services/key-value-store.js';
import { isKept, keyOf } from './store.js';

/** A setting as a process really got it. */
export interface GivenSetting {
  readonly value?: string;
  /** In words, where it got it. */
  readonly where: string;
  /** It is in a store and was not asked for, so that it is not known what would have been told. */
  readonly unread?: boolean;
}

/** Tells for each setting what a process was given, by its environment or by what the store told. */
export function givenSettings({ keyValueStore }: Release, environment: Readonly<Record<string, string>>, store: KeyValueStore | undefined): (name: string) => GivenSetting {
  return (name) => {
    const value = environment[name];
    if (!keyValueStore || !store || !isKept(keyValueStore, name)) {
      return { ...(value === undefined ? {} : { value }), where: 'in the environment of the process' };
    }
    const told = store.told(keyOf(keyValueStore, name));
    return told ? { ...told, where: 'in the store, where it was read' } : { where: 'in the store, where nobody read it', unread: true };
  };
}
