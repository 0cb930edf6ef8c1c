import type { MutantResult } from '../model/audit.js';

/**
 * A result without secrets. What it is told apart and counted by stays: a secret as common as `admin` would give a mutant
 * another id than baselines and ignore rules know. The target is a part of the id: a name, never a value. Pure.
 */
export function maskedResult(result: MutantResult, mask: <T>(value: T) => T): MutantResult {
  const { id, area, operator, target, status } = result;
  return { ...mask(result), id, area, operator, target, status };
}
