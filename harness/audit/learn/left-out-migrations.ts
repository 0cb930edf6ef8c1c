import { canSkip, migratesAtStart } from '../../model/migrates-at-start.js';
import type { Release } from '../../model/release.js';
import type { StartMigrates } from './start-migrates.js';

/**
 * Which faults of migrations a release cannot have, and why, a sentence each. Pure.
 * @param files the migrations that were found
 * @param fixed whether one copy of it runs at a time
 * @param start undefined where the description tells whether the start migrates
 */
export function leftOutMigrations({ database, migrations }: Release, files: readonly string[], fixed: boolean, start: StartMigrates | undefined): string[] {
  if (!database) return [];
  if (!migrations) return ['migrations are not broken: none are described'];
  if (files.length === 0) return [`migrations are not broken: none were found in ${migrations.folder}`];
  const { format } = migrations;
  const starts = startText(migratesAtStart({ ...migrations, ...(start === 'yes' ? { atStart: true } : {}) }), start);
  return [
    ...(starts === undefined ? [] : [`no migration fails, waits or runs beside an old fleet at a start: ${starts}`]),
    ...(starts === undefined && !canSkip(migrations) ? ['no migration is skipped: the start runs them, and skipWith names no settings under which it does not'] : []),
    ...(format === 'files' ? ['no migration is written, so that none is slow, half applied or runs beside an old fleet: theirs are files of a language that is not known here'] : []),
    ...(fixed && starts === undefined && format !== 'files' ? ['nothing runs beside an old fleet: one copy of the app runs at a time'] : []),
  ];
}

/** Undefined of one that migrates. */
function startText(migrates: boolean, start: StartMigrates | undefined): string | undefined {
  if (migrates) return undefined;
  if (start === 'no') return 'it was booted where one was left to be run, and its runner noted none';
  if (start === 'unseen') return 'whether it migrates could not be seen, since no table was found in which its runner notes what it applied; say it by skipWith or atStart';
  return 'the description says that it does not migrate';
}
