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
    const difference = differenceFrom(control, answer);
    return difference === undefined ? [] : [`${answer.request}: ${difference}`];
  });
}

/** In what one answer differs, as `differingAnswers` tells it; undefined: its user is fine. Pure. */
export function differenceFrom(control: readonly (readonly UserAnswer[])[], answer: UserAnswer): string | undefined {
  const known = control.flatMap((round) => round.filter(({ request }) => request === answer.request));
  const [first] = known;
  return first ? differenceOf(first, known, answer) : 'the control was never asked this';
}

/** What any round of the control gave is no difference: an upsert makes at first, and changes from then on. */
function differenceOf(first: UserAnswer, known: readonly UserAnswer[], answer: UserAnswer): string | undefined {
  if (answer.error !== undefined) return known.some(({ error }) => error === answer.error) ? undefined : answer.error;
  // A round that got no answer says nothing about type, place and text.
  const answered = known.filter(({ error }) => error === undefined);
  if (answered.every(({ status }) => status !== answer.status)) return `status ${instead(answer.status, first.status ?? first.error)}`;
  return headDifference(answered, answer) ?? answer.missed ?? bodyDifference(answered, answer);
}

const instead = (found: unknown, expected: unknown): string => `${String(found ?? 'none')} instead of ${String(expected ?? 'none')}`;

function headDifference(known: readonly UserAnswer[], { contentType, location }: UserAnswer): string | undefined {
  const [first] = known;
  if (known.every((round) => round.contentType !== contentType)) return `type ${instead(contentType, first?.contentType)}`;
  if (leadsElsewhere(known.map((round) => round.location), location)) return `location ${instead(location, first?.location)}`;
  return undefined;
}
