import type { Operator } from '../mutant.js';
import { quoted } from './columns.js';
import { ofNextMigration } from './of-old-fleet.js';

/** As a release should migrate. The old fleet must go on, and be left alone. */
export const addColumnBesideOld: Operator = {
  name: 'add-column-beside-old',
  area: 'old-fleet',
  good: true,
  seenBy: 'no check of the canary: the fleet that serves must go on when the schema is newer than it knows',
  derive: (subject) => ofNextMigration(subject, 'a migration adds a column to table', ({ name }) => `alter table ${quoted(name)} add column canarybed_added integer`),
};
