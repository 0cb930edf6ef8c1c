import type { Operator } from '../mutant.js';
import { renamingSql } from './columns.js';
import { ofNextMigration } from './of-old-fleet.js';

export const renameColumnBesideOld: Operator = {
  name: 'rename-column-beside-old',
  area: 'old-fleet',
  seenBy: 'a check of the canary that asks for a page, which is too late for the fleet that serves: rename in two releases',
  derive: (subject) => ofNextMigration(subject, 'a migration renames a column of table', renamingSql),
};
