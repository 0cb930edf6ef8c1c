import { ConfigError } from '../model/errors.js';
import { parseRetries, retriesOf } from '../model/retries.js';
import type { Shard } from '../runner/shard.js';

/** What the command `run` is told beside files, title, runtime and pace. */
export interface RunOptions {
  readonly keep: boolean;
  /** Verdicts are confirmed by watching what was judged. */
  readonly watch: boolean;
  /** Left out: all of the scenarios. */
  readonly shard?: Shard;
  /** How often what is not as expected is run again. */
  readonly retries: number;
  /** What a saved file touches is run again, until it is interrupted. */
  readonly onSave: boolean;
}

export const RUN_OPTIONS = {
  keep: { type: 'boolean' },
  'no-watch': { type: 'boolean' },
  shard: { type: 'string' },
  retries: { type: 'string' },
  watch: { type: 'boolean' },
} as const;

export const RUN_USAGE = `  canarybed run [files] [-t title]   roll scenarios out and judge them (left out: scenarios/)
      --runtime auto|containers|embedded   where to boot (also CANARYBED_RUNTIME; default auto)
      --pace fast|realtime                 default fast
      --shard i/n                          only the i-th of n parts, which last about equally long
      --retries n                          run again what is not as expected, when all else is over;
                                           as expected then: flaky, shown as such, and no surprise
                                           (also CANARYBED_RETRIES; default 0)
      --keep                               leave surprising instances up, and say how to see them
      --watch                              run again what a saved file touches, until Ctrl-C
      --no-watch                           do not confirm verdicts; they stay provisional
      --reporter name[=file],...           html, junit, markdown, github or json, each to its
                                           file in reports/, or to that one (docs/reports.md)`;

type RunValues = { readonly [K in keyof typeof RUN_OPTIONS]?: ((typeof RUN_OPTIONS)[K]['type'] extends 'boolean' ? boolean : string) | undefined };

/** @throws ConfigError for what is out of range, or does not go together. */
export function runOptions(values: RunValues, env: NodeJS.ProcessEnv): RunOptions {
  const { keep = false, shard } = values;
  // What a variable says to all runs of a machine does not stand in the way of one that is to be looked at.
  const retries = values.retries === undefined ? (keep ? 0 : retriesOf(env)) : parseRetries(values.retries, '--retries');
  if (keep && retries > 0) throw new ConfigError('run: expected --keep or --retries, found both; what is kept up is not run again');
  const onSave = values.watch === true;
  const other = keep ? '--keep' : shard === undefined ? undefined : '--shard';
  if (onSave && other !== undefined) throw new ConfigError(`run: expected --watch or ${other}, found both`);
  return { keep, onSave, watch: values['no-watch'] !== true, retries, ...(shard === undefined ? {} : { shard: shardOf(shard) }) };
}

/** Most machines that share a run. */
const MOST_SHARDS = 1000;

function shardOf(text: string): Shard {
  const [, index, count] = (/^(\d{1,4})\/(\d{1,4})$/.exec(text) ?? []).map(Number);
  if (index !== undefined && count !== undefined && index >= 1 && index <= count && count <= MOST_SHARDS) return { index, count };
  throw new ConfigError(`--shard: expected a part and how many there are, from 1/1 to ${MOST_SHARDS}/${MOST_SHARDS}, such as 1/3, found "${text}"`);
}
