import { ConfigError } from '../model/errors.js';
import { formatsOf, type FormatName } from '../report/formats/index.js';
import { oneOf } from './one-of.js';

/** A report that was asked for. */
export interface ReporterChoice {
  readonly name: FormatName;
  /** File; left out: the format's own in `reports/`, or the console. */
  readonly path?: string;
}

export const REPORTER_OPTIONS = { reporter: { type: 'string', multiple: true } } as const;

/**
 * The reports that `--reporter junit,markdown=path` names; undefined where nothing was said, which is not the same as none.
 * @throws ConfigError for a format that is none of this command, one that is named twice, and an empty path
 */
export function reporterOptions(kind: 'run' | 'audit', given: readonly string[] | undefined): readonly ReporterChoice[] | undefined {
  const choices = given?.flatMap((list) => list.split(',')).map((word) => choiceOf(kind, word.trim()));
  const names = choices?.map(({ name }) => name) ?? [];
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw new ConfigError(`--reporter: expected each format once, found ${twice} twice`);
  return choices;
}

function choiceOf(kind: 'run' | 'audit', word: string): ReporterChoice {
  const at = word.indexOf('=');
  const name = oneOf(`--reporter of ${kind}`, at < 0 ? word : word.slice(0, at), formatsOf(kind));
  if (at < 0) return { name };
  const path = word.slice(at + 1).trim();
  if (path === '') throw new ConfigError(`--reporter ${name}: expected a file after "=", found none`);
  return { name, path };
}
