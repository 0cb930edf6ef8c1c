/** A check that a health answer names, and what the answer says of it. */
export interface CheckReading {
  readonly name: string;
  readonly failed: boolean;
  readonly output?: string;
}

/** Reads one format of health answers; undefined where the answer has another. Pure. */
export type HealthFormat = (answer: unknown) => CheckReading[] | undefined;

/** The words for "does not work" in the formats in use. */
const FAILING = new Set(['fail', 'failed', 'failing', 'error', 'down', 'unhealthy', 'out_of_service', 'disconnected', 'unavailable']);

/** The words for "works", and for what is not known or only a warning: no failure either. */
const WORKING = new Set(['ok', 'okay', 'pass', 'passed', 'passing', 'up', 'healthy', 'working', 'connected', 'available', 'warn', 'warning', 'degraded', 'unknown']);

export const isFailing = (status: string): boolean => FAILING.has(status.toLowerCase());

/** Whether a text is known to say how something does, so that its name is that of a check. */
export const isStatusWord = (text: string): boolean => isFailing(text) || WORKING.has(text.toLowerCase());

/** The fields of an object; none of anything else, a list too. */
export const fieldsOf = (value: unknown): [string, unknown][] =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.entries(value) : [];

/** A field of an object; undefined of anything else, and where it has none of its own by that name. */
export const fieldOf = (value: unknown, name: string): unknown => fieldsOf(value).find(([found]) => found === name)?.[1];

/** What a result says of itself: a word, a boolean, or an object with one of these as its status; '' where it says nothing. */
export function statusOf(result: unknown): string {
  const status = fieldsOf(result).length > 0 ? fieldOf(result, 'status') : result;
  if (typeof status === 'boolean') return status ? 'pass' : 'fail';
  return typeof status === 'string' ? status : '';
}

/** `output` is the word of `application/health+json`; the others are those of terminus and of plain objects. */
export const outputOf = (result: unknown): string | undefined =>
  ['output', 'message', 'error'].map((name) => fieldOf(result, name)).find((text): text is string => typeof text === 'string' && text !== '');

/** A check of one or several results: it fails when one of them does. */
export function readResults(name: string, results: readonly unknown[]): CheckReading {
  const failing = results.filter((result) => isFailing(statusOf(result)));
  const outputs = failing.map(outputOf).filter((output) => output !== undefined);
  return { name, failed: failing.length > 0, ...(outputs.length > 0 ? { output: outputs.join(', ') } : {}) };
}
