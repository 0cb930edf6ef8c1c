import { NO_FLAGS, type ConfigFlags } from '../audit/config/config-flags.js';
import { watchSeconds } from '../audit/config/watch-for.js';
import { ConfigError } from '../model/errors.js';

const text = { type: 'string' } as const;
const many = { type: 'string', multiple: true } as const;

/** Options that describe an app, for Node's parser; `app` and `balancer` are those of `rollout`, too. */
export const CONFIG_OPTIONS = {
  config: text,
  app: text,
  command: text,
  'copy-dependencies': { type: 'boolean' },
  image: text,
  build: text,
  port: text,
  'port-setting': text,
  'fixed-port': { type: 'boolean' },
  'metadata-setting': text,
  health: text,
  page: many,
  env: many,
  'env-file': many,
  postgres: text,
  'seed-data': text,
  migrate: text,
  migrations: text,
  'skip-with': many,
  templates: many,
  static: many,
  balancer: text,
  dependency: many,
  optional: many,
  reset: text,
  'watch-for': text,
} as const;

type Options = typeof CONFIG_OPTIONS;
type ValueOf<O> = O extends { readonly multiple: true } ? readonly string[] : O extends { readonly type: 'boolean' } ? boolean : string;

export type ConfigValues = { readonly [K in keyof Options]?: ValueOf<Options[K]> | undefined };

/**
 * What was given on the command line, in the words of a configuration, which checks it.
 * @throws ConfigError for a setting without a value, for a port that is none, and for a time that is none or too long
 */
export function configFlags(values: ConfigValues): ConfigFlags {
  const { config, app, command, image, build, health, templates, static: statics, reset } = values;
  const settings = given({
    command, image, build, health, templates, reset,
    static: statics,
    port: values.port === undefined ? undefined : portOf(values.port),
    portSetting: values['port-setting'],
    fixedPort: values['fixed-port'],
    metadataSetting: values['metadata-setting'],
    copyDependencies: values['copy-dependencies'],
    pages: values.page,
    balancer: values.balancer,
    dependencies: dependenciesOf(values),
    watchFor: watchForOf(values['watch-for']),
  });
  return {
    ...NO_FLAGS,
    ...given({ config, app }),
    env: settingsOf('--env', values.env),
    envFiles: values['env-file'] ?? [],
    // Whether they are what a configuration takes, is found out where they are joined with its file.
    settings: settings as ConfigFlags['settings'],
    postgres: given({ setting: values.postgres, seed: values['seed-data'] }),
    migrations: given({
      command: values.migrate,
      folder: values.migrations,
      skipWith: values['skip-with'] && settingsOf('--skip-with', values['skip-with']),
    }),
  };
}

type Given<T> = { readonly [K in keyof T]?: Exclude<T[K], undefined> };

const given = <T extends object>(values: T): Given<T> => Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Given<T>;

function dependenciesOf({ dependency, optional }: ConfigValues) {
  if (!dependency && !optional) return undefined;
  return [...(dependency ?? []).map((setting) => ({ setting })), ...(optional ?? []).map((setting) => ({ setting, optional: true }))];
}

function portOf(text: string): number {
  if (/^\d{1,5}$/.test(text)) return Number(text);
  throw new ConfigError(`--port: expected a port from 1 to 65535, found "${text}"`);
}

/** A number on the command line is one of seconds, as in a file. */
const watchForOf = (text: string | undefined): number | undefined => (text === undefined ? undefined : watchSeconds(/^\d+(?:\.\d+)?$/.test(text) ? Number(text) : text, '--watch-for'));

const settingsOf = (option: string, texts: readonly string[] = []): Record<string, string> => Object.fromEntries(texts.map((text) => settingOf(option, text)));

function settingOf(option: string, text: string): readonly [string, string] {
  const [, name, value] = /^([A-Za-z_][A-Za-z0-9_.-]*)=(.*)$/s.exec(text) ?? [];
  if (name !== undefined && value !== undefined) return [name, value];
  // Not shown: it may be a secret.
  throw new ConfigError(`${option}: expected a setting and its value, such as GREETING=hello, found no name with a "=" after it`);
}
