import { AUDIT_AREAS } from '../model/audit.js';
import { ConfigError } from '../model/errors.js';
import type { Mutant } from './mutant.js';
import { OPERATORS } from './operators/index.js';
import { sampleOf } from './sample.js';
import type { AuditSelection, IgnoreRule } from './settings.js';
import { touchedBy } from './touched.js';

export interface Selected {
  readonly run: readonly Mutant[];
  readonly ignored: readonly { readonly mutant: Mutant; readonly reason: string }[];
}

/**
 * Divides mutants into those that are run and those that are not, each with its reason; both in the order given. Pure.
 * @param changed files of the release that changed, relative to its folder; left out: it is not known, all count
 * @param mayLack learning may find more mutants, or may have drawn others, so that a rule may speak of one that is not among these
 * @throws ConfigError for an area or operator that there is none of, and a rule without a reason or a mutant
 */
export function selectMutants(mutants: readonly Mutant[], selection: AuditSelection, changed?: readonly string[], mayLack = false): Selected {
  const { areas, operators, ignore, max, seed } = selection;
  onlyKnown('area', areas, AUDIT_AREAS);
  onlyKnown('operator', operators, OPERATORS.map(({ name }) => name));
  for (const rule of ignore) checkRule(rule, mutants, mayLack);
  const reasons = new Map<Mutant, string>();
  const leaveOut = (reasonOf: (mutant: Mutant) => string | undefined): void => {
    for (const mutant of mutants.filter((one) => !reasons.has(one))) {
      const reason = reasonOf(mutant);
      if (reason !== undefined) reasons.set(mutant, reason);
    }
  };
  leaveOut(({ area }) => (areas.length === 0 || areas.includes(area) ? undefined : `area ${area} was not chosen`));
  leaveOut(({ operator }) => (operators.length === 0 || operators.includes(operator) ? undefined : `operator ${operator} was not chosen`));
  leaveOut((mutant) => ignore.find((rule) => meets(rule, mutant))?.reason);
  const touched = changed === undefined ? () => true : touchedBy(changed, mutants);
  leaveOut((mutant) => (touched(mutant) ? undefined : 'nothing changed that it breaks'));
  const left = mutants.filter((mutant) => !reasons.has(mutant));
  const sample = new Set(max === undefined ? left : sampleOf(left, max, seed));
  leaveOut((mutant) => (sample.has(mutant) ? undefined : `not among the ${max} of ${left.length} that seed ${seed} picks`));
  return {
    run: mutants.filter((mutant) => !reasons.has(mutant)),
    ignored: mutants.flatMap((mutant) => {
      const reason = reasons.get(mutant);
      return reason === undefined ? [] : [{ mutant, reason }];
    }),
  };
}

function onlyKnown(what: string, found: readonly string[], known: readonly string[]): void {
  const stray = found.find((name) => !known.includes(name));
  if (stray !== undefined) throw new ConfigError(`${what} ${stray}: expected one of ${known.join(', ')}`);
}

const meets = ({ mutant }: IgnoreRule, { id }: Mutant): boolean => (mutant.endsWith('*') ? id.startsWith(mutant.slice(0, -1)) : id === mutant);

/** A rule whose mutant is gone hides that something else may have come in its place. */
function checkRule(rule: IgnoreRule, mutants: readonly Mutant[], mayLack: boolean): void {
  if (rule.reason.trim() === '') throw new ConfigError(`ignore ${rule.mutant}: expected a reason, found none`);
  if (mutants.some((mutant) => meets(rule, mutant)) || (mayLack && mayBeLearned(rule))) return;
  const operator = rule.mutant.split(':')[0] ?? '';
  const near = mutants.filter(({ id }) => id.startsWith(operator)).map(({ id }) => id);
  const known = near.length > 0 ? near : [...new Set(mutants.map((mutant) => `${mutant.operator}:*`))];
  throw new ConfigError(`ignore ${rule.mutant}: expected the id of a mutant, or the beginning of one before a *, found none that fits; there are ${known.join(', ')}`);
}

/** Whether there is an operator of which it speaks. */
const mayBeLearned = ({ mutant }: IgnoreRule): boolean =>
  OPERATORS.some(({ name }) => mutant.startsWith(`${name}:`) || (mutant.endsWith('*') && name.startsWith(mutant.slice(0, -1))));
