import { DEFECT_EXIT_CODE } from '../model/errors.js';
import type { ScenarioEnd } from '../model/journal.js';

/**
 * Exit code of a run: the gravest of a refused control (3), a defect of ours or a scenario without a
 * verdict (70) and a surprise (1). Pure.
 */
export function exitCodeOf(ends: readonly ScenarioEnd[]): number {
  const has = (outcome: ScenarioEnd['outcome']): boolean => ends.some((end) => end.outcome === outcome);
  if (has('control-refused')) return 3;
  if (has('harness-error') || has('timed-out')) return DEFECT_EXIT_CODE;
  return has('surprise') ? 1 : 0;
}
