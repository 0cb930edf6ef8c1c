import type { UserAnswer } from '../model/journal.js';
import { bodyDifference } from './body-difference.js';
import { leadsElsewhere } from './place-difference.js';

/**
 * In what an instance's answers differ from the control's or miss what is expected of them, a sentence each; none: users
 * are fine. A page whose body the control itself gave differently from one time to the next is compared by its shape. Pure.
 *
 * @param control the control's answers, each list one round of the same requests
 */
export function differingAnswers(control: readonly (readonly UserAnswer[])[], answers: readonly UserAnswer[]): string[] {
  return answers.flatMap((answer) => {
    const known = control.flatMap((round) => round.filter(({ request }) => request === answer.request));
    const [first] = known;
    if (!first) return [`${answer.request}: the control was never asked this`];
    const difference = differenceOf(first, known, answer);
    return difference === undefined ? [] : [`${answer.request}: ${difference}`];
  });
}

function differenceOf(control: UserAnswer, known: readonly UserAnswer[], answer: UserAnswer): string | undefined {
  if (answer.error !== undefined) return control.error === answer.error ? undefined : answer.error;
  const head = headDifference(control, known, answer) ?? answer.missed;
  return head ?? bodyDifference(known.map(({ body }) => body ?? ''), answer.body ?? '');
}

function headDifference(control: UserAnswer, known: readonly UserAnswer[], answer: UserAnswer): string | undefined {
  const instead = (found: unknown, expected: unknown): string => `${String(found ?? 'none')} instead of ${String(expected ?? 'none')}`;
  if (answer.status !== control.status) return `status ${instead(answer.status, control.status ?? control.error)}`;
  if (answer.contentType !== control.contentType) return `type ${instead(answer.contentType, control.contentType)}`;
  if (leadsElsewhere(known.map(({ location }) => location), answer.location)) return `location ${instead(answer.location, control.location)}`;
  return undefined;
}
