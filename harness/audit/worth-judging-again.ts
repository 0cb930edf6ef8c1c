import type { MutantResult } from '../model/audit.js';
import { isNoWholeAnswer } from '../traffic/user-exchange.js';

/** When the last check that failed was answered, and when users were. */
export interface Lateness {
  /** It was answered, and without a wait. */
  readonly failedAtOnce: boolean;
  /** Each of the canary's users who were hurt had waited for the answer. */
  readonly hurtLate: boolean;
}

/**
 * Whether a mutant may end otherwise with nothing beside it: a check may have had no answer in time only because others were at
 * work, and so may users, or the app itself, which then says 500 after its own wait for a connection. A check that says no at
 * once would say it again, and users who got another answer at once would get it. Pure.
 */
export function isWorthJudgingAgain({ status, hurt }: Pick<MutantResult, 'status' | 'hurt'>, { failedAtOnce, hurtLate }: Lateness): boolean {
  if (status === 'false-alarm') return !failedAtOnce;
  return status === 'survived' && hurt.length > 0 && (hurtLate || hurt.every(isNoWholeAnswer));
}
