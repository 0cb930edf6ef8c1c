import type { MigrationFault } from '../../model/fault.js';
import type { MigrationWriter } from './migration-formats/migration-format.js';

/** A migration that a fault adds to a release; `last` is the file before it. */
export interface AddedMigration {
  readonly name: string;
  text(writer: MigrationWriter, last: string | undefined): string;
}

/** The migration that a fault adds; undefined for one that adds none. */
export function addedMigration({ operator, sql = '', seconds = 3 }: MigrationFault): AddedMigration | undefined {
  switch (operator) {
    case 'further':
      return running('further', sql);
    case 'failing':
      return running('failing', sql || 'alter table no_such_table add column never text');
    case 'slow':
      return running('slow', `select pg_sleep(${seconds})`);
    case 'lock-held':
      // A runner with nothing to do may not take its lock.
      return running('waiting', 'select 1');
    case 'half-applied':
      return { name: 'half_applied', text: (writer, last) => writer.breakingOff(sql, last) };
    case 'conflicting':
      // Registration refuses it for a format in which nothing can stand beside.
      return { name: 'conflicting', text: (writer, last) => writer.beside?.(last) ?? '' };
    default:
      return undefined;
  }
}

const running = (name: string, sql: string): AddedMigration => ({ name, text: (writer, last) => writer.running(sql, last) });
