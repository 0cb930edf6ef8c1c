import { envFaults, type EnvFaults } from '../../faults/env.js';
import type { Fault } from '../../model/fault.js';
import type { Derived } from '../mutant.js';
import type { LearnedSetting, Subject } from '../subject.js';

/**
 * Settings that the release is given and may read, its database's among them. Not those by which it finds servers of
 * ours, nor its port: without them nothing could be asked of it; nor its id, by which it is told from other releases. One
 * that was seen not to be read could not be live.
 */
export function givenSettings({ release, learned }: Subject): LearnedSetting[] {
  const { env, port, bind, metadata, collector, keyValueStore, releaseId, database } = release;
  const ours = [port.setting, bind?.setting, metadata?.setting, collector?.setting, keyValueStore?.setting, releaseId?.setting];
  const unknown = database && !learned.settings.some(({ name }) => name === database.setting);
  const all: readonly LearnedSetting[] = unknown ? [...learned.settings, { name: database.setting, looks: 'url' }] : learned.settings;
  return all.filter(({ name, read }) => (Object.hasOwn(env, name) || name === database?.setting) && !ours.includes(name) && read !== false);
}

/** A mutant of each of them. */
export const ofSettings = (subject: Subject, make: (fault: EnvFaults<string>, name: string) => Fault): Derived[] =>
  givenSettings(subject).map(({ name }) => {
    const fault = make(envFaults<string>(), name);
    return { target: name, summary: fault.summary, faults: [fault] };
  });
