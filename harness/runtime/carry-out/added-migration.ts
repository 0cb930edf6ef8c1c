import type { MigrationFault } from '../../model/fault.js';
import type { MigrationWriter } from './migration-formats/migration-format.js';

/** A migration that a fault adds to a release; `last` is the file before it. */
export interface AddedMigration {
  readonly name: string;
  text(writer: MigrationWriter, last: string | undefined): string;
}

/**
 * The migration that a fault adds; undefined for one that adds none.
 * @param mark stands in a comment before its SQL, so that it can be seen on its way to the database
 */
export function addedMigration({ operator, sql = '', seconds = 3 }: MigrationFault, mark: string): AddedMigration | undefined {
  const marked = (statements: string): string => `/* ${mark} */ ${statements}`;
  switch (operator) {
    case 'further':
      return running('further', marked(sql));
    case 'failing':
      return running('failing', marked(sql || 'alter table no_such_table add column never text'));
    case 'slow':
      return running('slow', marked(`select pg_sleep(${seconds})`));
    case 'lock-held':
      // A runner with nothing to do may not take its lock; what it waits for is seen, not what it would run then.
      return running('waiting', 'select 1');
    case 'half-applied':
      return { name: 'half_applied', text: (writer, last) => writer.breakingOff(marked(sql), last) };
    case 'conflicting':
      // Registration refuses it for a format in which nothing can stand beside.
      return { name: 'conflicting', text: (writer, last) => writer.beside?.(last) ?? '' };
    default:
      return undefined;
  }
}

const running = (name: string, sql: string): AddedMigration => ({ name, text: (writer, last) => writer.running(sql, last) });
