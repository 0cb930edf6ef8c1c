import { codeOf } from '../describe-error.js';
import { MIGRATIONS_TABLE, migrationNames } from '../database/migrations.js';
import type { HealthCheck } from './health-check.js';

const UNDEFINED_TABLE = '42P01';

/**
 * Fails if the database is behind the migrations of this release. A database
 * that is ahead passes: a newer release has been there, and this one may still
 * be needed to go back to.
 *
 * @param appliedNames reads the names in the migrations table without any lock but a reader's
 */
export function migrationsCheck(directory: string, appliedNames: () => Promise<readonly string[]>): HealthCheck {
  return {
    name: 'migrations',
    componentType: 'datastore',
    async run() {
      const [wanted, applied] = await Promise.all([migrationNames(directory), appliedNames().catch(noneIfNoTable)]);
      const pending = wanted.filter((name) => !applied.includes(name));
      if (pending.length > 0) throw new Error(`${pending.length} pending: ${pending.join(', ')}`);
    },
  };
}

export const APPLIED_NAMES_QUERY = `SELECT name AS value FROM ${MIGRATIONS_TABLE}`;

function noneIfNoTable(error: unknown): readonly string[] {
  if (codeOf(error) === UNDEFINED_TABLE) return [];
  throw error;
}
