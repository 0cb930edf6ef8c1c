import type { Harm } from '../model/scenario.js';
import type { FleetFindings } from '../model/verdict.js';

export const CANARY_HURT = 'canary hurt';

/** Of a scenario's result, or of a mutant's, which has the harm of an old fleet by itself. */
interface Asked {
  readonly harm?: Harm;
  readonly oldHarm?: Harm | undefined;
  readonly beside?: FleetFindings | undefined;
}

/** What users got of a rollout in all. */
export interface UsersHarm {
  readonly harm: Harm;
  /** Who was hurt, in words; of such as are fine none. */
  readonly who: readonly string[];
}

/**
 * Users are hurt where the canary's are, where those of an old fleet beside it are, or where requests through the
 * balancer failed. Undefined where nobody was asked. Pure.
 */
export function usersHarm({ harm, beside, oldHarm = beside?.oldHarm }: Asked): UsersHarm | undefined {
  if (harm === undefined && oldHarm === undefined) return undefined;
  const who = [...(harm === 'hurt' ? [CANARY_HURT] : []), ...hurtBeside({ beside, oldHarm })];
  return { harm: who.length === 0 ? 'fine' : 'hurt', who };
}

/** Who was hurt beside the canary's own users, in words. Pure. */
export function hurtBeside({ beside, oldHarm = beside?.oldHarm }: Pick<Asked, 'beside' | 'oldHarm'>): string[] {
  const { errors, requests } = beside?.users ?? { errors: 0, requests: 0 };
  return [
    ...(oldHarm === 'hurt' ? ['old fleet hurt'] : []),
    ...(errors > 0 ? [`${errors} of ${requests} ${requests === 1 ? 'request' : 'requests'} failed`] : []),
  ];
}
