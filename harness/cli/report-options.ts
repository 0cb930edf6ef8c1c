import { ConfigError } from '../model/errors.js';

/** What the command `report` is told. */
export type ReportOptions =
  | { readonly what: 'rebuild'; readonly files: readonly string[]; readonly output: string }
  | { readonly what: 'compare'; readonly before: string; readonly after: string };

export const REPORT_OPTIONS = { output: { type: 'string' }, compare: { type: 'boolean' } } as const;

export const REPORT_USAGE = `  canarybed report [files]           make reports anew from journals of a run, or of all its shards,
                                     and from audit.json; boots nothing (left out: reports/)
      --output folder                      where to write them; default reports
  canarybed report --compare before.json after.json
                                     what regressed, is fixed, new or still surprising, of two
                                     results.json or two audit.json; exit 1 for what regressed`;

interface Values {
  readonly output?: string | undefined;
  readonly compare?: boolean | undefined;
}

/** @throws ConfigError for other than two files to compare */
export function reportOptions(files: readonly string[], { output, compare }: Values): ReportOptions {
  if (compare !== true) return { what: 'rebuild', files: files.length === 0 ? ['reports'] : files, output: output ?? 'reports' };
  if (output !== undefined) throw new ConfigError('report: --compare writes nothing, so that there is no use for --output');
  const [before, after, ...more] = files;
  if (before === undefined || after === undefined || more.length > 0) throw new ConfigError(`report --compare: expected two files, the earlier one first, found ${files.length}`);
  return { what: 'compare', before, after };
}
