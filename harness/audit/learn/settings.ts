import type { Release } from '../../model/release.js';
import type { LearnedSetting } from '../subject.js';
import { isAppSetting } from './app-settings.js';
import { looksOf } from './looks.js';
import type { Reads } from './observe-settings.js';

/** Stands for the URL of the database, another one for each instance and no business of what is learned: it has a password. */
const ANY_DATABASE = 'postgres://given.at.launch/';

/**
 * The settings that a release is given, and those of an app that its process asks for and is not given, by name. Pure.
 * @param given the settings of an instance: the release's own, and those that lead to what stands around it
 */
export function learnSettings(release: Release, given: Readonly<Record<string, string>>, reads: Reads): LearnedSetting[] {
  const own = Object.entries(ownSettings(release, given)).map(([name, value]): LearnedSetting => {
    const read = wasRead(name, given, reads);
    return { name, value, looks: looksOf(name, value), ...(read === undefined ? {} : { read }) };
  });
  const asked = [...reads.names].filter((name) => !(name in given) && name !== release.port.setting && name !== release.bind?.setting && isAppSetting(name));
  return [...own, ...asked.map((name): LearnedSetting => ({ name, looks: looksOf(name, undefined), read: true }))].sort((a, b) => (a.name < b.name ? -1 : 1));
}

function ownSettings({ env, database }: Release, given: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const isGiven = database !== undefined && database.setting in given;
  return isGiven ? { ...env, [database.setting]: ANY_DATABASE } : env;
}

/** That a setting was not read can be said only of a process that was seen to read others, and that copied none unseen. */
function wasRead(name: string, given: Readonly<Record<string, string>>, { names, whole }: Reads): boolean | undefined {
  if (names.has(name)) return true;
  const seen = Object.keys(given).some((each) => isAppSetting(each) && names.has(each));
  return whole || !seen ? undefined : false;
}
