import type { BalancerKind } from '../../model/health-check.js';
import { all, choose } from './choose.js';
import type { Entry } from './draft.js';
import type { Finding, FindingOf } from './finding.js';
import { deeperFirst } from './source-text.js';

const TIMES = ['interval', 'timeout', 'healthyThreshold', 'unhealthyThreshold'] as const;

export interface HealthEntries {
  readonly entries: readonly Entry[];
  readonly missing: readonly string[];
}

/** The balancer, and what it asks. @param fixed port that the app listens on whatever it is told. Pure. */
export function healthEntries(findings: readonly Finding[], fixed: number | undefined): HealthEntries {
  const balancer = choose(all(findings, 'balancer'));
  const target = balancer.taken?.value === 'classic' ? choose(all(findings, 'target')) : { others: [] };
  const path = target.taken ? { others: [] } : pathOf(findings);
  const check = checkOf(findings, balancer.taken?.value);
  const aimed = target.taken && fixed !== undefined ? target.taken.value.replace(/:\d+/, `:${fixed}`) : target.taken?.value;
  const values = { ...(aimed === undefined ? {} : { target: aimed }), ...check.values };
  const told = [...(target.taken ? [`target ${aimed ?? ''} from ${target.taken.from}`, ...target.others] : []), ...check.told];
  return {
    entries: [
      ...(target.taken ? [] : [healthEntry(path)]),
      ...(Object.keys(values).length > 0 ? [entry('healthCheck', values, told)] : []),
      ...balancerEntry(balancer),
    ],
    missing: [...(path.taken || target.taken ? [] : ['health: no file names the path that the balancer checks']), ...check.missing],
  };
}

const balancerEntry = ({ taken, others }: ReturnType<typeof choose<'balancer'>>): Entry[] =>
  taken ? [entry('balancer', taken.value, [`balancer ${taken.value} from ${taken.from}`, ...others])] : [];

const healthEntry = ({ taken, others }: ReturnType<typeof pathOf>): Entry =>
  taken ? entry('health', taken.value, [`health ${taken.value} from ${taken.from}`, ...others]) : entry('health', '/health', ['health /health is a guess']);

const entry = (key: Entry['key'], value: unknown, told: readonly string[]): Entry => ({ key, value, told });

/** Of paths that only the code names, the one that is likeliest to look deep into the app. */
function pathOf(findings: readonly Finding[]) {
  const paths = all(findings, 'health');
  const coded = paths.filter(({ source }) => source === 'code').sort((a, b) => deeperFirst(a.value, b.value));
  return choose([...paths.filter(({ source }) => source !== 'code'), ...coded]);
}

function checkOf(findings: readonly Finding[], balancer: BalancerKind | undefined): { values: Record<string, unknown>; told: string[]; missing: string[] } {
  const chosen = TIMES.map((key) => choose(all(findings, key) as FindingOf<(typeof TIMES)[number]>[]));
  const matcher = balancer === undefined || balancer === 'classic' ? { others: [] } : choose(all(findings, 'matcher'));
  const [interval, timeout] = [chosen[0]?.taken, chosen[1]?.taken];
  const tooLong = timeout !== undefined && timeout.value >= (interval?.value ?? 15);
  const kept = [...chosen, matcher].filter(({ taken }) => taken && !(tooLong && taken.key === 'timeout'));
  return {
    values: Object.fromEntries(kept.map(({ taken }) => [taken?.key, taken?.value])),
    told: kept.flatMap(({ taken, others }) => [`${taken?.key ?? ''} ${taken?.value ?? ''} from ${taken?.from ?? ''}`, ...others]),
    missing: tooLong ? [`healthCheck.timeout: ${timeout.value} s from ${timeout.from} is left out, being no shorter than the interval`] : [],
  };
}
