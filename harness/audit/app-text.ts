import { relative } from 'node:path';
import { valuesGiven } from '../model/given-values.js';
import type { DatabaseDescription, Release, UserRequest } from '../model/release.js';
import { looksSecret, maskDeep, secretsOf } from '../model/secrets.js';
import { quoted, Source, sourceOf, type TextWriter } from './source-text.js';

/** What `defineApp` takes when nothing is said. */
const DEFAULTS: Partial<Release> = { balancer: 'classic', deadline: '10m', settle: '1s', respawn: false };

/**
 * Source of a file that describes a release by `defineApp`, for scenarios to import. Secrets are not in it: it takes
 * them from its environment.
 * @param from folder from which the file will be run; folders are written from there
 * @param door what `defineApp` is imported from
 */
export function appText(release: Release, from: string = process.cwd(), door = 'canarybed'): string {
  const { env, users, folder, build, database, ...rest } = release;
  const taken = new Set<string>();
  const given = (name: string): Source => {
    taken.add(name);
    return new Source(`process.env${/^[A-Za-z_]\w*$/.test(name) ? `.${name}` : `[${quoted(name)}]`} ?? ''`);
  };
  const here = (path: string): string => relative(from, path) || '.';
  const description = {
    ...rest,
    folder: here(folder),
    ...(build ? { build: { ...build, folder: here(build.folder) } } : {}),
    env: Object.fromEntries(Object.entries(env).map(([name, value]) => [name, isSecret(name, value) ? given(name) : value])),
    ...(database ? { database: ordered(database) } : {}),
    users: users.map((user) => withoutSecrets(user, secretsOf(env), given)),
  };
  const told = Object.entries(description).filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(DEFAULTS[name as keyof Release]));
  const source = sourceOf(Object.fromEntries(told.sort(([a], [b]) => placeOf(a) - placeOf(b))), masked(valuesGiven(release, []).flatMap(secretsOf)));
  const comment = taken.size === 0 ? '' : `\n// Secrets are not written down; the environment gives ${[...taken].join(', ')}.`;
  return `import { defineApp } from ${quoted(door)};\n${comment}\nexport const { app, scenario, fault } = defineApp(${source});\n`;
}

/** As people describe an app: what it is, how it starts, what it needs, who asks it what. */
const ORDER = ['name', 'folder', 'build', 'image', 'programs', 'command', 'bootedLine', 'env'];
const LAST = ['templates', 'pages', 'users', 'checks', 'healthCheck', 'balancer', 'deadline', 'settle', 'respawn'];
const placeOf = (name: string): number => (ORDER.includes(name) ? ORDER.indexOf(name) : LAST.includes(name) ? 100 + LAST.indexOf(name) : 50);

const ordered = ({ setting, tables, ...rest }: DatabaseDescription): DatabaseDescription => ({ setting, ...rest, tables });

const isSecret = (name: string, value: string): boolean => secretsOf({ [name]: value }).length > 0;

/** A login that users' requests carry stands in headers or in the body. */
function withoutSecrets({ headers, body, ...user }: UserRequest, secrets: readonly string[], given: (name: string) => Source): object {
  const named = (what: string): string => `${user.name} ${what}`.toUpperCase().replace(/[^A-Z0-9]+/g, '_');
  const hidden = (what: string, text: string): string | Source => (maskDeep(text, secrets) === text ? text : given(named(what)));
  const kept = Object.entries(headers).map(([name, value]) => [name, looksSecret(name, value) || name.toLowerCase() === 'cookie' ? given(named(name)) : hidden(name, value)]);
  return { ...user, headers: Object.fromEntries(kept), ...(body === undefined ? {} : { body: hidden('body', body) }) };
}

/** Whatever else a secret stands in: it must not be told, even where the description is wrong without it. */
const masked = (secrets: readonly string[]): TextWriter => (text) => quoted(maskDeep(text, secrets));
