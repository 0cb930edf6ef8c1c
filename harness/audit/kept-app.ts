import { isDeepStrictEqual } from 'node:util';
import { secretsOfCommand } from '../model/command-text.js';
import type { Fault } from '../model/fault.js';
import { valuesGiven } from '../model/given-values.js';
import type { DependencyDescription, Release } from '../model/release.js';
import { looksSecret, SecretMask, secretsOf } from '../model/secrets.js';
import type { ConfigFlags } from './config/config-flags.js';
import type { ConfigSource } from './config/find-config.js';
import { textSettings } from './config/text-settings.js';
import type { Mutant } from './mutant.js';
import { quoted, Source, sourceOf } from './source-text.js';

/** The app of kept scenarios, and how their file gets hold of it. */
export interface KeptApp {
  /** The release as that file describes it. */
  readonly release: Release;
  /** First lines of the file. @param names of what its scenarios use */
  opening(names: readonly string[]): string;
}

export interface AuditedApp {
  readonly describedIn: ConfigSource;
  readonly flags: ConfigFlags;
  readonly described: Release;
  /** The release with what was found out about it. */
  readonly learned: Release;
}

/**
 * The app of the mutants for a file beside what describes it (`defineApp`), or in the folder of the audit. What flags said and
 * what was learned is written into it where it can be; secrets are not. Pure.
 */
export function keptApp({ describedIn, flags, described, learned }: AuditedApp, mutants: readonly Mutant[]): KeptApp {
  const found = findings(described, learned, mutants);
  if (describedIn.kind === 'app') return { release: described, opening: (names) => openingByApp(describedIn.file, flags, found, names) };
  // What only an audit does, no scenario is to be told.
  const { env, migrations, settings: { watchFor: _watchFor, ...settings } } = flags;
  const { reset = [] } = settings;
  const mask = new SecretMask([...[env, textSettings(migrations.skipWith), ...valuesGiven(described, [])].flatMap(secretsOf), ...secretsOfCommand([reset].flat())]);
  const { members, notes } = written({ ...settings, ...found.settings }, flags, found, mask);
  const file = describedIn.kind === 'config' ? [quoted(describedIn.file)] : [];
  const changes = Object.keys(members).length > 0 || file.length === 0 ? [sourceOf(members)] : [];
  return {
    release: withFound(described, learned, found),
    opening: (names) => [
      "import { defineAppFrom } from 'canarybed';\n",
      ...['Paths are from the folder in which it is run: that of the audit.', ...notes].map((note) => `// ${note}`),
      `const { ${names.join(', ')} } = defineAppFrom(${[...file, ...changes].join(', ')});`,
    ].join('\n'),
  };
}

/** What such a file does not say can only be said there. */
function openingByApp(file: string, { env, envFiles }: ConfigFlags, { settings, atStart }: Found, names: readonly string[]): string {
  const given = [...Object.keys(env), ...envFiles];
  const module = `./${(file.split('/').at(-1) ?? file).replace(/\.([cm]?)[jt]s$/, '.$1js')}`;
  const notes = [
    ...(given.length === 0 ? [] : [`The audit gave the app other settings than ${file} does: ${given.join(', ')}. Give it the same there.`]),
    ...(settings.dependencies ? [`The audit found servers that ${file} does not describe. Say there: dependencies: ${sourceOf(settings.dependencies)}.`] : []),
    ...(atStart ? [`The start of the app migrates. Say so in ${file}, by migrations.atStart.`] : []),
    ...(settings.fixedPort ? [`The app listens on port ${settings.port} whatever it is told. Say so in ${file}, by port.fixed.`] : []),
  ];
  return [...notes.map((note) => `// ${note}`), `import { ${names.join(', ')} } from '${module}';`].join('\n');
}

/** What was learned and the description does not say. */
interface Found {
  readonly settings: { readonly port?: number; readonly fixedPort?: true; readonly dependencies?: readonly DependencyDescription[] };
  /** All of them, where a fault needs one that is not described. */
  readonly tables?: readonly string[];
  /** The start was seen to migrate. */
  readonly atStart?: true;
}

function findings(described: Release, learned: Release, mutants: readonly Mutant[]): Found {
  const { fixed } = learned.port;
  const { dependencies = [] } = described.dependencies ? {} : learned;
  const faults = mutants.flatMap(({ faults: own, old }): readonly Fault[] => [...own, ...(old?.faults ?? [])]);
  const known = described.database?.tables ?? [];
  const needed = faults.some((fault) => fault.kind === 'database' && fault.table !== undefined && !known.includes(fault.table));
  return {
    settings: {
      ...(fixed === undefined || described.port.fixed !== undefined ? {} : { port: fixed, fixedPort: true as const }),
      ...(dependencies.length === 0 ? {} : { dependencies: dependencies.map(({ setting, optional }) => ({ setting, ...(optional === true ? { optional } : {}) })) }),
    },
    ...(needed && learned.database ? { tables: learned.database.tables } : {}),
    ...(learned.migrations?.atStart === true && described.migrations?.atStart === undefined ? { atStart: true as const } : {}),
  };
}

function withFound(described: Release, { port, dependencies }: Release, { settings, tables, atStart }: Found): Release {
  return {
    ...described,
    ...(settings.fixedPort ? { port } : {}),
    ...(settings.dependencies && dependencies ? { dependencies } : {}),
    ...(tables && described.database ? { database: { ...described.database, tables } } : {}),
    ...(atStart && described.migrations ? { migrations: { ...described.migrations, atStart } } : {}),
  };
}

/** Members of a configuration, without secrets, and what is to be said of those. */
function written(settings: object, { env, envFiles, postgres, migrations }: ConfigFlags, { tables, atStart }: Pick<Found, 'tables' | 'atStart'>, mask: SecretMask) {
  const isSecret = (value: unknown): boolean => !isDeepStrictEqual(mask.deep(value), value);
  const hidden = Object.keys(env).filter((name) => looksSecret(name, env[name]) || isSecret(env[name]));
  const all = Object.entries({
    ...settings,
    ...partOf('envFile', envFiles.length === 1 ? envFiles[0] : envFiles),
    ...partOf('postgres', { ...postgres, ...(tables ? { tables } : {}) }),
    ...partOf('migrations', { ...migrations, ...(atStart ? { atStart } : {}) }),
  });
  const leftOut = all.filter(([, value]) => isSecret(value)).map(([name]) => name);
  return {
    members: {
      ...Object.fromEntries(all.filter(([name]) => !leftOut.includes(name))),
      ...partOf('env', Object.fromEntries(Object.entries(env).map(([name, value]) => [name, hidden.includes(name) ? fromEnvironment(name) : value]))),
    },
    notes: [
      ...(hidden.length === 0 ? [] : [`Secrets are not written here: it needs ${hidden.join(', ')} in its environment.`]),
      ...(leftOut.length === 0 ? [] : [`Left out, since a secret is in it: ${leftOut.join(', ')}. Write it with what process.env has.`]),
    ],
  };
}

const partOf = (name: string, value: object | string | undefined): object => (value === undefined || (typeof value === 'object' && Object.keys(value).length === 0) ? {} : { [name]: value });

const fromEnvironment = (name: string): Source => new Source(`process.env${/^\w+$/.test(name) ? `.${name}` : `[${quoted(name)}]`}`);
