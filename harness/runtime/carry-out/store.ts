import type { Fault, StoreFault } from '../../model/fault.js';
import type { KeyValueStoreDescription, Release } from '../../model/release.js';
import type { KeyValueStore, KeyValueStoreOptions } from '../../services/key-value-store.js';
import type { Struck } from './struck.js';
import { NOT_STRUCK, type Evidence } from './evidence.js';

type Env = Readonly<Record<string, string>>;
type Named = StoreFault & { readonly summary: string };

export const isStoreFault = (fault: Fault): fault is Named => fault.kind === 'store';

/** Faults of what the store holds when it starts; they strike nothing later. */
export const isContentFault = ({ operator }: StoreFault): boolean => operator.startsWith('key-') || operator === 'stale-value';

export const isKept = ({ holds }: KeyValueStoreDescription, setting: string): boolean => holds.includes(setting);

/** Key under which a setting is kept. */
export const keyOf = ({ prefix }: KeyValueStoreDescription, setting: string): string => (prefix === '' ? setting : `${prefix}/${setting}`);

/** The settings that the environment of a process carries: those that the store does not hold. Pure. */
export function withoutKept({ keyValueStore }: Release, settings: Env): Record<string, string> {
  return Object.fromEntries(Object.entries(settings).filter(([name]) => !keyValueStore || !isKept(keyValueStore, name)));
}

/** What a fault of a key makes the store tell; undefined where the key is not there. */
export const wrongValue = ({ operator, value }: StoreFault): string | undefined => (operator === 'key-empty' ? '' : operator === 'key-missing' ? undefined : value);

/** Values that the store holds when it starts, by setting, after the faults of its content. Pure. */
export function keptSettings({ keyValueStore }: Release, settings: Env, faults: readonly Fault[]): Record<string, string> {
  const kept = Object.entries(settings).filter(([name]) => keyValueStore && isKept(keyValueStore, name));
  return faults.filter(isStoreFault).reduce<Record<string, string>>((values, { operator, key = '' }) => {
    if (operator === 'key-empty') return { ...values, [key]: '' };
    return operator === 'key-missing' ? Object.fromEntries(Object.entries(values).filter(([name]) => name !== key)) : values;
  }, Object.fromEntries(kept));
}

/** What the store of an instance is started with. Pure. */
export function storeContent(described: KeyValueStoreDescription, release: Release, settings: Env, faults: readonly Fault[]): Pick<KeyValueStoreOptions, 'entries' | 'stale'> {
  const byKey = (values: Env): Env => Object.fromEntries(Object.entries(values).map(([name, value]) => [keyOf(described, name), value]));
  const stale = faults.filter(isStoreFault).filter(({ operator }) => operator === 'stale-value');
  return {
    entries: byKey(keptSettings(release, settings, faults)),
    stale: byKey(Object.fromEntries(stale.map(({ key = '', value = '' }) => [key, value]))),
  };
}

/** Whether the release was told what a fault of the store's content makes it tell. */
export function seenStore(fault: StoreFault, { keyValueStore }: Release, store: KeyValueStore | undefined): Evidence[] {
  if (!isContentFault(fault) || !keyValueStore || !store) return [NOT_STRUCK];
  const { operator, key = '' } = fault;
  const name = keyOf(keyValueStore, key);
  if (!store.told(name)) return [{ live: false, sentence: `nobody has read ${key} from the store; ${store.requests()} requests came to it` }];
  const what = operator === 'key-missing' ? 'that it is not there' : operator === 'key-empty' ? 'an empty value' : 'an older value';
  const wasTold = store.everTold(name, wrongValue(fault));
  // The fault was there; such a reader is not fooled by it.
  if (!wasTold && operator === 'stale-value') return [{ live: true, sentence: `${key} was read from the store's leader, which has no older value` }];
  return wasTold
    ? [{ live: true, sentence: `${key} was read from the store, which told ${what}` }]
    : [{ live: false, sentence: `${key} was read from the store, which did not tell ${what}` }];
}

/** Carries out a fault of the store that has an onset. */
export async function strikeStore(fault: StoreFault, described: KeyValueStoreDescription, store: KeyValueStore): Promise<Struck> {
  if (fault.operator === 'changed') return changeKey(fault, keyOf(described, fault.key ?? ''), store);
  const mode = fault.operator === 'hung' ? 'hung' : 'down';
  const before = store.requests();
  await store.bend(mode);
  let ended = false;
  return {
    sentence: `the store is in mode ${mode}`,
    evidence: () =>
      Promise.resolve({
        live: ended || store.mode === mode,
        sentence: `${ended ? 'the fault was on and ended; ' : ''}store in mode ${store.mode}: ${before} requests came before it, ${store.requests() - before} since`,
      }),
    end() {
      ended = true;
      return store.bend('normal');
    },
  };
}

function changeKey({ key = '', value }: StoreFault, name: string, store: KeyValueStore): Struck {
  const before = store.value(name);
  store.change(name, value);
  let ended = false;
  return {
    // Not the value: it may be a secret.
    sentence: `${name} was ${value === undefined ? 'removed from' : 'changed in'} the store`,
    evidence() {
      const read = store.everTold(name, value) ? 'was read since' : 'was not read since';
      return Promise.resolve({ live: ended || store.value(name) === value, sentence: `${ended ? 'the fault was on and ended; ' : ''}${key} ${read}` });
    },
    end() {
      ended = true;
      store.change(name, before);
      return Promise.resolve();
    },
  };
}
