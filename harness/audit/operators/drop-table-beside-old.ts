import type { Operator } from '../mutant.js';
import { quoted } from './columns.js';
import { ofNextMigration } from './of-old-fleet.js';

export const dropTableBesideOld: Operator = {
  name: 'drop-table-beside-old',
  area: 'old-fleet',
  seenBy: 'a check of the canary that asks for a page, which is too late for the fleet that serves: drop what no release uses any more',
  derive: (subject) => ofNextMigration(subject, 'a migration drops table', ({ name }) => `drop table ${quoted(name)} cascade`),
};
