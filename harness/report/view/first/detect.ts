import type { ScenarioRow } from '../embed.js';

export interface Detected {
  readonly id: string;
  readonly title: string;
  readonly seconds: number;
  readonly minimum: number;
  /** Whether the deadline refused it. */
  readonly atDeadline?: true;
}

/** Scenarios whose time to detect is known, the slowest first. Pure. */
export function slowestFirst(rows: readonly Pick<ScenarioRow, 'id' | 'title' | 'detect'>[]): Detected[] {
  return rows.flatMap(({ id, title, detect }) => (detect ? [{ id, title, ...detect }] : [])).sort((a, b) => b.seconds - a.seconds);
}
