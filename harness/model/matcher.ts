import { ConfigError } from './errors.js';
import type { BalancerKind, HealthCheck } from './health-check.js';

/** Kinds that let the user say which status codes pass. */
export type MatchingKind = Exclude<BalancerKind, 'classic'>;

interface CodeRange {
  readonly from: number;
  readonly to: number;
}

/** AWS: Elastic Load Balancing v2 API 2015-12-01, Matcher.HttpCode; reference section 2.1. */
const ALLOWED: Readonly<Record<MatchingKind, CodeRange>> = {
  application: { from: 200, to: 499 },
  network: { from: 200, to: 599 },
};

/** Codes that pass when the check names none. AWS: the guides' health check pages of each kind; rules 9 and 10. */
export const DEFAULT_MATCHER: Readonly<Record<BalancerKind, string>> = {
  classic: '200',
  application: '200',
  network: '200-399',
};

/**
 * Refuses a matcher that is not a list of codes and ranges (`200`, `200,202`, `200-299,404`), or that leaves the codes
 * of its kind. AWS publishes no text for this, so the message is ours.
 * @throws ConfigError
 */
export function validateMatcher(matcher: string, kind: MatchingKind): void {
  const { from, to } = ALLOWED[kind];
  const ranges = rangesOf(matcher);
  if (ranges?.every((range) => range.from >= from && range.to <= to && range.from <= range.to)) return;
  throw new ConfigError(
    `Health check matcher of ${kind} balancers must be codes or ranges from ${from} to ${to}, such as '200', '200,202' or '200-299'; found ${JSON.stringify(matcher)}`,
  );
}

/** The codes that pass, as the user writes them. A classic balancer knows no other code than 200. */
export const matcherOf = ({ matcher }: HealthCheck, kind: BalancerKind): string =>
  kind === 'classic' || matcher === undefined ? DEFAULT_MATCHER[kind] : matcher;

/** Whether an HTTP status passes the check; rules 9 and 10. A matcher that cannot be read passes nothing. */
export function matches(check: HealthCheck, kind: BalancerKind, status: number): boolean {
  return rangesOf(matcherOf(check, kind))?.some(({ from, to }) => from <= status && status <= to) ?? false;
}

function rangesOf(matcher: string): CodeRange[] | undefined {
  const items = matcher.split(',').map((item) => /^(\d{3})(?:-(\d{3}))?$/.exec(item));
  const ranges = items.flatMap((item) => (item ? [{ from: Number(item[1]), to: Number(item[2] ?? item[1]) }] : []));
  return ranges.length === items.length ? ranges : undefined;
}
