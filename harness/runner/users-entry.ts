import type { JournalEvent, UserAnswer } from '../model/journal.js';
import { differenceFrom } from '../traffic/compare-answers.js';
import type { UserRounds } from './5-harm.js';

/** Who was asked, and when by the rollout's clock. */
export interface AskedPlace {
  readonly scenario: string;
  readonly instance: string;
  readonly at: number;
}

/** What the journal has of users' answers of one instance: each with what is wrong in it. Pure. @param expected the answers as they are to be */
export const usersEntry = (place: AskedPlace, expected: UserRounds, answers: readonly UserAnswer[]): JournalEvent => ({
  type: 'users',
  ...place,
  answers: answers.map((answer) => {
    const hurt = differenceFrom(expected, answer);
    return hurt === undefined ? answer : { ...answer, hurt };
  }),
});
