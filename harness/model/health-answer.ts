/**
 * Names of the failing checks in a health answer's body, sorted. Reads the shape of `application/health+json` (each
 * check a list of results with a status), and a plain object of statuses; anything else names none. Pure.
 */
export function failingChecks(body: string | undefined): string[] {
  const checks = checksOf(body);
  return Object.keys(checks).filter((name) => statusesOf(checks[name]).some(isFailing)).sort();
}

/** The release that a health answer names (`releaseId` of `application/health+json`); undefined when it names none. Pure. */
export function releaseIdOf(body: string | undefined): string | undefined {
  const { releaseId } = answerOf(body);
  return typeof releaseId === 'string' ? releaseId : undefined;
}

function checksOf(body: string | undefined): Record<string, unknown> {
  const { checks } = answerOf(body);
  return typeof checks === 'object' && checks !== null ? (checks as Record<string, unknown>) : {};
}

function answerOf(body: string | undefined): { readonly checks?: unknown; readonly releaseId?: unknown } {
  try {
    const answer: unknown = JSON.parse(body ?? '');
    return typeof answer === 'object' && answer !== null ? answer : {};
  } catch {
    return {};
  }
}

function statusesOf(check: unknown): string[] {
  const results = Array.isArray(check) ? check : [check];
  return results.map((result) => {
    const status: unknown = typeof result === 'object' && result !== null ? (result as { status?: unknown }).status : result;
    return typeof status === 'string' ? status : status === false ? 'fail' : '';
  });
}

/** The words for "does not work" in the health formats in use: RFC draft, Spring, terminus, plain booleans. */
const FAILING = new Set(['fail', 'error', 'down', 'unhealthy']);

const isFailing = (status: string): boolean => FAILING.has(status.toLowerCase());
