import { ConfigError } from '../model/errors.js';
import type { Fault, MigrationFault } from '../model/fault.js';
import type { Release } from '../model/release.js';

/** Faults around the migrations that a release brings. */
export interface MigrationFaults {
  /** No migration was run; the database is empty. */
  skip(): Fault;
  /** The last migration was not run. */
  skipLast(): Fault;
  /** The last migration was not run before; the release itself runs it at its start. */
  pendingLast(): Fault;
  /** The release brings a further migration, which succeeds. */
  further(options: { readonly sql: string }): Fault;
  /** A further migration of the release fails. */
  failing(options?: { readonly sql: string }): Fault;
  /** A further migration commits this SQL, then fails. */
  halfApplied(options: { readonly sql: string }): Fault;
  /** Another session holds the lock that the runner waits for, so many wall seconds, or for good. */
  lockHeld(options?: { readonly seconds: number }): Fault;
  /** A further migration takes so many wall seconds, then succeeds. */
  slow(options: { readonly seconds: number }): Fault;
  /** The database was migrated further than this release knows. */
  schemaAhead(): Fault;
  /** The last migration is noted as applied, though it never ran. */
  fakeApplied(): Fault;
  /**
   * The release brings a second migration that branches off where its last one does.
   * @throws ConfigError for SQL files, whose names alone give their order.
   */
  conflicting(): Fault;
}

/** Faults for which a migration is written. */
const WRITTEN: readonly MigrationFault['operator'][] = ['further', 'slow', 'half-applied', 'conflicting', 'fake-applied'];

export function migrationFaults({ migrations, database, name }: Release): MigrationFaults {
  const make = (fault: Omit<MigrationFault, 'kind'>, summary: string): Fault => {
    if (migrations?.format === 'files' && WRITTEN.includes(fault.operator)) {
      throw new ConfigError(`fault.migration.${fault.operator} does not apply to ${name}: its migrations are files of a language that is not known here, so that none can be written`);
    }
    if (migrations && database) return { kind: 'migration', ...fault, summary };
    throw new ConfigError(`fault.migration.${fault.operator} does not apply to ${name}: its description names no migrations and database`);
  };
  return {
    skip: () => make({ operator: 'skip' }, 'no migration was run'),
    skipLast: () => make({ operator: 'skip-last' }, 'the last migration was not run'),
    pendingLast: () => make({ operator: 'pending-last' }, 'the last migration is run by this release'),
    further: ({ sql }) => make({ operator: 'further', sql }, 'the release brings a further migration'),
    failing: (options) => make({ operator: 'failing', ...options }, 'a migration fails'),
    halfApplied: ({ sql }) => make({ operator: 'half-applied', sql }, 'a migration fails halfway'),
    lockHeld: (options) =>
      make({ operator: 'lock-held', ...options }, `another session holds the migration lock${options ? ` for ${options.seconds} s` : ''}`),
    slow: ({ seconds }) => make({ operator: 'slow', seconds }, `a migration takes ${seconds} s`),
    schemaAhead: () => make({ operator: 'schema-ahead' }, 'the schema is newer than the release'),
    fakeApplied: () => make({ operator: 'fake-applied' }, 'the last migration is noted as applied and was not run'),
    conflicting() {
      const fault = make({ operator: 'conflicting' }, 'two migrations are the last');
      if (typeof migrations?.format === 'object') return fault;
      throw new ConfigError(`fault.migration.conflicting does not apply to ${name}: its migrations are SQL files, which have no order but that of their names`);
    },
  };
}
