import { heaviestFirst } from '../../harm-order.js';
import type { ScenarioRow } from '../embed.js';
import type { Survivor } from '../survivor.js';

export type SurvivingRow = ScenarioRow & { readonly survivor: Survivor };

/** Releases that were accepted although users were hurt, the most harmful first, as an audit orders them. Pure. */
export function survivorsOf(rows: readonly ScenarioRow[]): SurvivingRow[] {
  return heaviestFirst(rows.filter((row): row is SurvivingRow => row.survivor !== undefined), ({ survivor }) => survivor.weight);
}
