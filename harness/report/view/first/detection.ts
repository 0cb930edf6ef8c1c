import { heaviestFirst } from '../../harm-order.js';
import type { ScenarioRow } from '../embed.js';

/** What of faults was caught by what: by which checks, or where none of them fails, by which outcome. */
export interface Detection {
  /** Names of checks, and after them outcomes. */
  readonly columns: readonly { readonly name: string; readonly isCheck: boolean; readonly caught: number }[];
  readonly rows: readonly DetectionRow[];
}

export interface DetectionRow {
  readonly key: string;
  readonly faults: string;
  /** Of its scenarios. */
  readonly ids: readonly string[];
  readonly caughtBy: ReadonlySet<string>;
  /** Accepted while users were hurt, in one of its scenarios. */
  readonly survived: boolean;
  /** What came of it where no mark tells, in words. */
  readonly remark: string;
}

type Found = { ids: string[]; caughtBy: Set<string>; survivor: ScenarioRow | undefined; refused: boolean; fine: boolean };

/** All that is broken, as one name: what a search for it finds. Pure. */
export const faultsText = (faults: ScenarioRow['faults']): string => faults.map(({ summary }) => summary).join(' + ');

/** Scenarios with faults by what they break, survivors first, the most harmful of them at the top. Pure. */
export function detectionOf(scenarios: readonly ScenarioRow[]): Detection {
  const rows = new Map<string, Found>();
  const checks = new Set<string>();
  const outcomes = new Set<string>();
  for (const row of scenarios) {
    for (const check of row.checks) checks.add(check);
    if (row.faults.length === 0 || !row.verdict) continue;
    const key = faultsText(row.faults);
    const found = rows.get(key) ?? { ids: [], caughtBy: new Set<string>(), survivor: undefined, refused: false, fine: true };
    rows.set(key, found);
    found.ids.push(row.id);
    found.fine &&= row.users?.harm === 'fine';
    if (row.survivor) found.survivor ??= row;
    if (row.verdict.verdict === 'accepted') continue;
    found.refused = true;
    catchers(row, found.caughtBy, outcomes);
  }
  const all = [...rows].map(([key, { ids, caughtBy, ...found }]) => ({ key, faults: key, ids, caughtBy, survived: found.survivor !== undefined, remark: remarkOf(found, caughtBy.size > 0) }));
  for (const { caughtBy } of all) for (const name of caughtBy) if (!outcomes.has(name)) checks.add(name);
  const columnOf = (isCheck: boolean) => (name: string) => ({ name, isCheck, caught: all.filter(({ caughtBy }) => caughtBy.has(name)).length });
  return {
    columns: [...[...checks].sort().map(columnOf(true)), ...[...outcomes].sort().map(columnOf(false))],
    rows: [...heaviestFirst(all.filter(({ survived }) => survived), ({ key }) => rows.get(key)?.survivor?.survivor?.weight ?? []), ...all.filter(({ survived }) => !survived)],
  };
}

function catchers({ failingChecks, outcomeSeen }: ScenarioRow, caughtBy: Set<string>, outcomes: Set<string>): void {
  for (const check of failingChecks) caughtBy.add(check);
  if (failingChecks.length > 0 || outcomeSeen === undefined) return;
  outcomes.add(outcomeSeen);
  caughtBy.add(outcomeSeen);
}

function remarkOf({ survivor, refused, fine }: Omit<Found, 'ids' | 'caughtBy'>, caught: boolean): string {
  if (survivor) return `survived: ${survivor.users?.who.join(', ') ?? 'users hurt'}`;
  if (caught) return '';
  if (refused) return 'refused, no failing check known';
  return fine ? 'accepted, users fine' : 'accepted';
}
