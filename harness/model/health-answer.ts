/**
 * Names of the failing checks in a health answer's body, sorted. Reads the shape of `application/health+json` (each
 * check a list of results with a status), and a plain object of statuses; anything else names none. Pure.
 */
export function failingChecks(body: string | undefined): string[] {
  const checks = checksOf(body);
  return Object.keys(checks).filter((name) => statusesOf(checks[name]).some(isFailing)).sort();
}

function checksOf(body: string | undefined): Record<string, unknown> {
  try {
    const answer: unknown = JSON.parse(body ?? '');
    const checks = (answer as { checks?: unknown } | null)?.checks;
    return typeof checks === 'object' && checks !== null ? (checks as Record<string, unknown>) : {};
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
