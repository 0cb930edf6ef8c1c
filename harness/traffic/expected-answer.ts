import type { UserAnswer } from '../model/journal.js';
import type { UserRequest } from '../model/release.js';

/**
 * What of the expected an answer misses, in words; undefined where nothing is. Of an answer that never came only that is
 * told. Pure.
 *
 * @param formStatus status of the request's own answer, where it led on to another page: expected may be either
 */
export function missedBy(expected: UserRequest['expect'], { status, body, error }: UserAnswer, formStatus = status): string | undefined {
  if (expected === undefined || error !== undefined) return undefined;
  if (expected.status !== undefined && expected.status !== status && expected.status !== formStatus) return `expected status ${expected.status}, found ${status ?? 'none'}`;
  if (expected.text !== undefined && !(body ?? '').includes(expected.text)) return `expected text ${JSON.stringify(expected.text)}`;
  return undefined;
}
