import type { UserAnswer } from '../model/journal.js';
import type { UserRequest } from '../model/release.js';

/**
 * Why answers are no good ones by themselves, a sentence each: none came, they miss what their request expects, or they
 * have a status of 400 or above that it does not expect. Pure.
 */
export function failedAnswers(requests: readonly UserRequest[], answers: readonly UserAnswer[]): string[] {
  const expected = new Map(requests.map(({ name, expect }) => [name, expect?.status]));
  return answers.flatMap(({ request, status, error, missed }) => {
    if (missed !== undefined) return [`users got status ${status} from ${request}: ${missed}`];
    if (status !== undefined && (status < 400 || status === expected.get(request))) return [];
    return [`users got ${status ?? error} from ${request}`];
  });
}
