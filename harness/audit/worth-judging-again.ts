import type { MutantResult } from '../model/audit.js';
import { isNoWholeAnswer } from '../traffic/user-exchange.js';

/**
 * Whether a mutant may end otherwise with nothing beside it: a check may have had no answer in time only because others were at
 * work, and so may users. A check that says no at once would say it again, and users who got another answer would get it. Pure.
 * @param failedAtOnce the last check that failed was answered, and without a wait
 */
export function isWorthJudgingAgain({ status, hurt }: Pick<MutantResult, 'status' | 'hurt'>, failedAtOnce: boolean): boolean {
  if (status === 'false-alarm') return !failedAtOnce;
  return status === 'survived' && hurt.length > 0 && hurt.every(isNoWholeAnswer);
}
