import type { ConfigFlags } from '../audit/config/config-flags.js';
import type { AuditSelection, IgnoreRule } from '../audit/settings.js';
import type { AuditArea } from '../model/audit.js';
import { ConfigError } from '../model/errors.js';
import { configFlags, CONFIG_OPTIONS } from './audit-config-options.js';

/** What the command `audit` is told, beside the runtime. */
export interface AuditCommand {
  readonly config: ConfigFlags;
  readonly selection: AuditSelection;
  readonly concurrency?: number;
  /** Wall seconds after which a mutant that is not judged is given up; left out: by the deadline of the app. */
  readonly limit?: number;
  readonly list: boolean;
  readonly incremental: boolean;
  /** File. */
  readonly baseline?: string;
  readonly breakOn?: number;
  readonly output: 'lines' | 'json' | 'scenarios';
}

const text = { type: 'string' } as const;
const flag = { type: 'boolean' } as const;

export const AUDIT_OPTIONS = {
  ...CONFIG_OPTIONS,
  area: text,
  operator: text,
  max: text,
  seed: text,
  concurrency: text,
  since: text,
  list: flag,
  incremental: flag,
  baseline: text,
  'break-on': text,
  ignore: { type: 'string', multiple: true },
  'as-scenarios': flag,
  limit: text,
} as const;

type OwnValues = Partial<Record<'area' | 'operator' | 'max' | 'seed' | 'concurrency' | 'since' | 'baseline' | 'break-on' | 'limit', string | undefined>> &
  Partial<Record<'list' | 'incremental' | 'as-scenarios' | 'json', boolean | undefined>> & { readonly ignore?: readonly string[] | undefined };

/** @throws ConfigError for what is out of range, and for an ignored mutant without a reason. */
export function auditOptions(values: OwnValues & Parameters<typeof configFlags>[0]): AuditCommand {
  const { max, concurrency, since, baseline, limit } = values;
  if (values.json === true && values['as-scenarios'] === true) throw new ConfigError('audit: expected --json or --as-scenarios, found both');
  const breakOn = values['break-on'];
  return {
    config: configFlags(values),
    selection: {
      // Whether there are such is known where they are.
      areas: wordsIn(values.area) as AuditArea[],
      operators: wordsIn(values.operator),
      ignore: (values.ignore ?? []).map(ignoreRule),
      seed: whole('--seed', values.seed ?? '1', 0, 2 ** 31),
      ...(max === undefined ? {} : { max: whole('--max', max, 1, 10_000) }),
      ...(since === undefined ? {} : { since }),
    },
    list: values.list ?? false,
    incremental: values.incremental ?? false,
    ...(limit === undefined ? {} : { limit: whole('--limit', limit, 1, 86_400) }),
    ...(concurrency === undefined ? {} : { concurrency: whole('--concurrency', concurrency, 1, 100) }),
    ...(baseline === undefined ? {} : { baseline }),
    ...(breakOn === undefined ? {} : { breakOn: percentage(breakOn) }),
    output: values.json === true ? 'json' : values['as-scenarios'] === true ? 'scenarios' : 'lines',
  };
}

const wordsIn = (list = ''): string[] => list.split(',').map((word) => word.trim()).filter((word) => word !== '');

function ignoreRule(given: string): IgnoreRule {
  const at = given.indexOf('=');
  const [mutant, reason] = [given.slice(0, at).trim(), given.slice(at + 1).trim()];
  if (at > 0 && mutant !== '' && reason !== '') return { mutant, reason };
  throw new ConfigError(`--ignore: expected a mutant and the reason, such as "unset-setting:GREETING=users never see it", found "${given}"`);
}

function whole(option: string, given: string, least: number, most: number): number {
  if (/^\d{1,10}$/.test(given) && Number(given) >= least && Number(given) <= most) return Number(given);
  throw new ConfigError(`${option}: expected a whole number from ${least} to ${most}, found "${given}"`);
}

function percentage(given: string): number {
  if (/^\d{1,3}(?:\.\d+)?$/.test(given) && Number(given) <= 100) return Number(given);
  throw new ConfigError(`--break-on: expected a percentage from 0 to 100, found "${given}"`);
}
