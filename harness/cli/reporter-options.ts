import { ConfigError } from '../model/errors.js';
import { FORMAT_NAMES, formatsOf, type FormatName } from '../report/formats/index.js';
import { oneOf } from './one-of.js';

/** A report that was asked for. */
export interface ReporterChoice {
  readonly name: FormatName;
  /** File; left out: the format's own in the folder of reports, or the console. */
  readonly path?: string;
}

/** What a report is of. */
export type Kind = 'run' | 'audit';

export const REPORTER_OPTIONS = { reporter: { type: 'string', multiple: true } } as const;

/**
 * The reports that `--reporter junit,markdown=path` names; undefined where nothing was said, which is not the same as none.
 * @throws ConfigError for a format that is none of this command, one that is named twice, and an empty path
 */
export function reporterOptions(command: Kind | 'report', given: readonly string[] | undefined): readonly ReporterChoice[] | undefined {
  const choices = given?.flatMap((list) => list.split(',')).map((word) => choiceOf(command, word.trim()));
  const names = choices?.map(({ name }) => name) ?? [];
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw new ConfigError(`--reporter: expected each format once, found ${twice} twice`);
  return choices;
}

/**
 * Which of the reports that `report` was asked for are made of each kind that was found. Pure.
 * @throws ConfigError for a format that there is of none of them, and a file that two would be written to
 */
export function reportersByKind(found: readonly Kind[], chosen: readonly ReporterChoice[] | undefined): ReadonlyMap<Kind, readonly ReporterChoice[] | undefined> {
  const kindsOf = (name: FormatName): Kind[] => found.filter((kind) => formatsOf(kind).includes(name));
  for (const { name, path } of chosen ?? []) {
    if (kindsOf(name).length === 0) throw new ConfigError(`--reporter ${name}: expected what it is made of, ${name === 'mutation' ? 'an audit.json' : 'a journal'}, found none; name one`);
    if (path !== undefined && kindsOf(name).length > 1) throw new ConfigError(`--reporter ${name}=${path}: expected a run or an audit to make it of, found both; name the files of one of them`);
  }
  return new Map(found.map((kind) => [kind, chosen?.filter(({ name }) => kindsOf(name).includes(kind))]));
}

function choiceOf(command: Kind | 'report', word: string): ReporterChoice {
  const at = word.indexOf('=');
  const name = oneOf(`--reporter of ${command}`, at < 0 ? word : word.slice(0, at), command === 'report' ? FORMAT_NAMES : formatsOf(command));
  if (at < 0) return { name };
  const path = word.slice(at + 1).trim();
  if (path === '') throw new ConfigError(`--reporter ${name}: expected a file after "=", found none`);
  return { name, path };
}
