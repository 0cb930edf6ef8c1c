import { wallNow, wallSleep } from '../../model/wall-clock.js';
import type { ScenarioDatabase } from '../../runtime/databases.js';
import type { LearnedTable } from '../subject.js';
import { usesOf, withUse, type TableUses } from './tables.js';

/**
 * A session of Postgres tells what it did when it falls idle, but not again within a second: what it did then comes with
 * the next thing that it does.
 */
const BETWEEN_REPORTS = 1.1;

/** Wall seconds in which what sessions have told must be settled. */
const SETTLE_LIMIT = 3;

/**
 * Which tables users' requests read or write. They are asked for twice: the first time brings out what the start of the
 * app did, the second what the first time did. Sessions that neither reaches tell nothing meanwhile.
 * @param ask has users ask for all that they ask for
 */
export async function usedTables(database: ScenarioDatabase, tables: readonly LearnedTable[], ask: () => Promise<void>): Promise<LearnedTable[]> {
  await wallSleep(BETWEEN_REPORTS);
  await ask();
  const before = await usesOf(database);
  await wallSleep(BETWEEN_REPORTS);
  await ask();
  return withUse(tables, before, await settledUses(database, before));
}

/** The first look that shows something new and is like the one before it. */
async function settledUses(database: ScenarioDatabase, before: TableUses): Promise<TableUses> {
  const text = (uses: TableUses): string => JSON.stringify([...uses].sort());
  let last = before;
  for (const giveUpAt = wallNow() + SETTLE_LIMIT; wallNow() < giveUpAt; await wallSleep(0.15)) {
    const uses = await usesOf(database);
    if (text(uses) !== text(before) && text(uses) === text(last)) return uses;
    last = uses;
  }
  return last;
}
