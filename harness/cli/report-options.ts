import { ConfigError } from '../model/errors.js';
import { REPORTER_OPTIONS, reporterOptions, type ReporterChoice } from './reporter-options.js';

/** What the command `report` is told. */
export type ReportOptions =
  | { readonly what: 'rebuild'; readonly files: readonly string[]; readonly output: string; readonly reporters?: readonly ReporterChoice[] }
  | { readonly what: 'compare'; readonly before: string; readonly after: string };

export const REPORT_OPTIONS = { output: { type: 'string' }, compare: { type: 'boolean' }, ...REPORTER_OPTIONS } as const;

export const REPORT_USAGE = `  canarybed report [files]           make reports anew from journals of a run, or of all its shards,
                                     from results.json where there is none, and from audit.json;
                                     boots nothing (left out: reports/)
      --output folder                      where to write them; default reports
      --reporter name[=file],...           as of run, and of audit
  canarybed report --compare before.json after.json
                                     what regressed, is fixed, new or still surprising, of two
                                     results.json or two audit.json; exit 1 for what regressed and
                                     scenarios that are gone, 3 where the later was interrupted`;

interface Values {
  readonly output?: string | undefined;
  readonly compare?: boolean | undefined;
  readonly reporter?: readonly string[] | undefined;
}

/** @throws ConfigError for other than two files to compare, and for a format that is none */
export function reportOptions(files: readonly string[], { output, compare, reporter }: Values): ReportOptions {
  const reporters = reporterOptions('report', reporter);
  if (compare !== true) return { what: 'rebuild', files: files.length === 0 ? ['reports'] : files, output: output ?? 'reports', ...(reporters ? { reporters } : {}) };
  const needless = output !== undefined ? '--output' : reporters && '--reporter';
  if (needless !== undefined) throw new ConfigError(`report: --compare writes nothing, so that there is no use for ${needless}`);
  const [before, after, ...more] = files;
  if (before === undefined || after === undefined || more.length > 0) throw new ConfigError(`report --compare: expected two files, the earlier one first, found ${files.length}`);
  return { what: 'compare', before, after };
}
