import { looksSecret } from '../../model/secrets.js';
import { all } from './choose.js';
import type { Entry } from './draft.js';
import type { Finding, FindingOf } from './finding.js';

interface SettingEntries {
  readonly entries: readonly Entry[];
  readonly missing: readonly string[];
}

/**
 * Settings, files of them, and servers that they name. A secret's value is written nowhere.
 * @param set the one that wins first
 * @param elsewhere names that other keys of the configuration stand for. Pure.
 */
export function settingEntries(findings: readonly Finding[], set: readonly FindingOf<'setting'>[], elsewhere: readonly (string | undefined)[]): SettingEntries {
  const names = [...new Set(set.map(({ value }) => value.name))].filter((name) => !elsewhere.includes(name));
  const given = names.map((name) => set.find(({ value }) => value.name === name && value.value !== undefined && !looksSecret(name, value.value)) ?? set.find(({ value }) => value.name === name));
  const known = given.filter((found) => found?.value.value !== undefined && !looksSecret(found.value.name, found.value.value));
  const files = [...new Map(all(findings, 'envFile').map((found) => [found.value, found])).values()];
  const unknown = given.filter((found) => found && !known.includes(found));
  const held = all(findings, 'held').filter(({ value }) => files.some((file) => file.value === value.file)).map(({ value }) => value.name);
  const named = [...new Map(all(findings, 'dependency').map((found) => [found.value, found])).values()];
  // Those of which nothing is given are told as missing settings.
  const dependencies = named.filter(({ value }) => held.includes(value) || known.some((found) => found?.value.name === value));
  return {
    entries: [
      ...entryOf('env', Object.fromEntries(known.map((found) => [found?.value.name, found?.value.value])), known.map((found) => `env ${found?.value.name ?? ''} from ${found?.from ?? ''}`)),
      ...entryOf('envFile', files.length === 1 ? files[0]?.value : files.map(({ value }) => value), files.map(({ from }) => `envFile ${from}`)),
      ...entryOf('dependencies', dependencies.map(({ value }) => value), dependencies.map(({ value, from }) => `dependencies ${value} from ${from}`)),
    ],
    // A file of settings most likely holds them.
    missing: unknown.filter((found) => files.length === 0 || found?.source !== 'env file').map((found) => `env.${found?.value.name ?? ''}: named in ${found?.from ?? ''}, whose value is not copied; give one, as the app may need it`),
  };
}

function entryOf(key: Entry['key'], value: unknown, told: readonly string[]): Entry[] {
  return told.length === 0 ? [] : [{ key, value, told }];
}
