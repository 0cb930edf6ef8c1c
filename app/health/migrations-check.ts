import { migrationNames, pendingNames } from '../database/migrations.js';
import type { HealthCheck } from './health-check.js';

/**
 * Fails if the database is behind the migrations of this release. A database
 * that is ahead passes: a newer release has been there, and this one may still
 * be needed to go back to.
 *
 * @param appliedNames reads the names in the migrations table without any lock but a reader's
 * @param mayBeAhead false: only the very schema of this release passes, so that the next release's migration
 * turns it unhealthy while it still serves
 */
export function migrationsCheck(directory: string, appliedNames: () => Promise<readonly string[]>, mayBeAhead = true): HealthCheck {
  return {
    name: 'migrations',
    componentType: 'datastore',
    async run() {
      const pending = await pendingNames(directory, appliedNames);
      if (pending.length > 0) throw new Error(`${pending.length} pending: ${pending.join(', ')}`);
      if (mayBeAhead) return;
      const known = await migrationNames(directory);
      const unknown = (await appliedNames()).filter((name) => !known.includes(name));
      if (unknown.length > 0) throw new Error(`${unknown.length} not of this release: ${unknown.join(', ')}`);
    },
  };
}
