/** A check of a health answer that fails, and what it says to that. */
export interface CheckFailure {
  readonly name: string;
  readonly output?: string;
}

/**
 * The failing checks of a health answer, sorted by name. Reads the shape of `application/health+json` (each check a list
 * of results with a status), and a plain object of statuses; anything else has none. Pure.
 */
export function checkFailures(answer: unknown): CheckFailure[] {
  const checks = (objectOf(answer) as { readonly checks?: unknown }).checks;
  return Object.entries(objectOf(checks))
    .flatMap(([name, check]): CheckFailure[] => {
      const failing = (Array.isArray(check) ? check : [check]).filter((result) => isFailing(statusOf(result)));
      const outputs = failing.map(outputOf).filter((output) => output !== undefined);
      return failing.length === 0 ? [] : [{ name, ...(outputs.length > 0 ? { output: outputs.join(', ') } : {}) }];
    })
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** Names of the failing checks in a health answer's body, sorted; as `checkFailures`. Pure. */
export const failingChecks = (body: string | undefined): string[] => checkFailures(answerOf(body)).map(({ name }) => name);

/** The release that a health answer names (`releaseId` of `application/health+json`); undefined when it names none. Pure. */
export function releaseIdOf(body: string | undefined): string | undefined {
  const { releaseId } = answerOf(body);
  return typeof releaseId === 'string' ? releaseId : undefined;
}

function answerOf(body: string | undefined): { readonly releaseId?: unknown } {
  try {
    return objectOf(JSON.parse(body ?? ''));
  } catch {
    return {};
  }
}

const objectOf = (value: unknown): object => (typeof value === 'object' && value !== null ? value : {});

function statusOf(result: unknown): string {
  const status: unknown = typeof result === 'object' && result !== null ? (result as { status?: unknown }).status : result;
  return typeof status === 'string' ? status : status === false ? 'fail' : '';
}

/** `output` is the word of `application/health+json`; the others are those of terminus and of plain objects. */
function outputOf(result: unknown): string | undefined {
  const { output, message, error } = objectOf(result) as Readonly<Record<'output' | 'message' | 'error', unknown>>;
  return [output, message, error].find((text) => typeof text === 'string' && text !== '') as string | undefined;
}

/** The words for "does not work" in the health formats in use: RFC draft, Spring, terminus, plain booleans. */
const FAILING = new Set(['fail', 'error', 'down', 'unhealthy']);

const isFailing = (status: string): boolean => FAILING.has(status.toLowerCase());
