import type { MutantResult, MutantStatus, ProcessFate } from '../model/audit.js';
import { checksOf } from '../model/health-answer.js';
import type { ScenarioEnd } from '../model/journal.js';
import type { Harm } from '../model/scenario.js';
import type { Mutant } from './mutant.js';

/** What is known of a mutant's rollout beside its end. */
export interface Beside {
  /** Whether a port of it was ever seen open. */
  readonly listened: boolean;
  /** As of an `AuditInput`. */
  readonly readChecks?: (body: string) => Readonly<Record<string, boolean>>;
}

/** What became of a mutant, by the end of its scenario. A rollout that was repeated counts as it ended then. Pure. */
export function resultOf(mutant: Mutant, end: ScenarioEnd, beside: Beside): MutantResult {
  const { outcome, verdict, wallSeconds, error } = end;
  const whole = { ...wordsOf(mutant), hurt: [], wallSeconds };
  if (outcome === 'timed-out') return { ...whole, status: 'timed-out', detail: error ?? 'it was not judged within the limit' };
  if (outcome === 'harness-error' || !verdict) return { ...whole, status: 'invalid', detail: error ?? 'it ended without a verdict' };
  const { confirmation } = end;
  if (confirmation?.state === 'provisional') return { ...whole, status: 'invalid', detail: `it was ${verdict.verdict}, which is not certain: ${confirmation.why}` };
  return {
    ...whole,
    status: statusOf(mutant, verdict.verdict, isHurt(end)),
    detail: [verdict.comparison, ...(end.retries ? ['judged again with nothing beside it'] : []), ...(mutant.optional && isHurt(end) ? [NOT_OPTIONAL] : [])].join('; '),
    verdict: verdict.verdict,
    judgedAt: verdict.at,
    ...given({ reason: end.reason, harm: harmOf(end), oldHarm: end.beside?.oldHarm, observed: end.observed }),
    ...given({ process: end.observed && fateOf(end.observed, verdict.verdict, beside.listened), checks: checksIn(end, beside) }),
    hurt: sentencesOf(end),
  };
}

/** Who described it may not know, and no verdict shows it. */
const NOT_OPTIONAL = 'the description calls it optional, though users were hurt without it';

type Given<T> = { readonly [K in keyof T]?: Exclude<T[K], undefined> };

const given = <T extends object>(values: T): Given<T> => Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Given<T>;

/** Each once, whoever it happened to. */
const sentencesOf = ({ hurt = [], beside, observed }: ScenarioEnd): string[] => [
  ...new Set([...hurt, ...(beside?.users.examples ?? []), ...(observed?.hurtLater ?? [])]),
];

/** A mutant that is not run. Pure. */
export const ignoredResult = (mutant: Mutant, reason: string): MutantResult => ({ ...wordsOf(mutant), status: 'ignored', detail: reason, hurt: [], wallSeconds: 0 });

const wordsOf = ({ id, area, operator, target, summary, breaks, optional }: Mutant) => ({ id, area, operator, target, summary, breaks, ...(optional ? { optional } : {}) });

/** The four cells; a check that is aimed wrongly must fail whatever users get. */
function statusOf({ breaks }: Mutant, verdict: 'accepted' | 'rejected', hurt: boolean): MutantStatus {
  const mustBeRefused = breaks === 'check' || hurt;
  if (verdict === 'rejected') return mustBeRefused ? 'killed' : 'false-alarm';
  return mustBeRefused ? 'survived' : 'harmless';
}

/** Of the canary's own users, those included who were asked again when the watch was over. */
const harmOf = ({ harm, observed }: ScenarioEnd): Harm | undefined => ((observed?.hurtLater?.length ?? 0) > 0 ? 'hurt' : harm);

/** Anybody: users of the canary, of the old fleet, and those who came through the balancer while one took over. */
const isHurt = (end: ScenarioEnd): boolean =>
  harmOf(end) === 'hurt' || end.beside?.oldHarm === 'hurt' || (end.beside?.users.errors ?? 0) > 0;

/** The last process tells; one that failed to start again after it had listened has died. Pure. */
export function fateOf(
  { exits, listening, status }: NonNullable<ScenarioEnd['observed']>,
  verdict: 'accepted' | 'rejected',
  listened: boolean,
): ProcessFate {
  const last = exits.at(-1);
  if (!last) return { fate: listening ? 'alive' : 'never-listened' };
  // Nothing is accepted, and nothing answers with a status, that never listened.
  const ever = listened || listening || status !== undefined || verdict === 'accepted';
  return { fate: ever ? 'died' : 'failed-start', ...last };
}

/** Every check that the last health answer names, and whether it failed; undefined where it names none. */
function checksIn({ lastAnswer, observed }: ScenarioEnd, { readChecks }: Beside): Readonly<Record<string, boolean>> | undefined {
  const failing = Object.fromEntries((observed?.failingChecks ?? []).map((name) => [name, true]));
  const checks = readChecks ? readChecks(lastAnswer ?? '') : { ...checksOf(lastAnswer), ...failing };
  return Object.keys(checks).length === 0 ? undefined : checks;
}
