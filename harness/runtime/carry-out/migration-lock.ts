import type { Release } from '../../model/release.js';
import type { ScenarioDatabase } from '../databases.js';
import type { Struck } from './struck.js';

interface Holder {
  readonly statement: string;
  end(): Promise<void>;
}

/** Databases whose lock is held. The instances of a fleet share theirs; a second holder would wait for the first. */
const holders = new WeakMap<ScenarioDatabase, Promise<Holder>>();

/**
 * Holds what a migration runner waits for, as an instance that hangs in mid-migration would: its advisory lock, or,
 * where the release names none, the table in which it notes what it applied.
 */
export async function holdMigrationLock(database: ScenarioDatabase, migrations: NonNullable<Release['migrations']>): Promise<Struck> {
  const holding = holders.get(database) ?? takeLock(database, migrations);
  holders.set(database, holding);
  const holder = await holding;
  let held = true;
  const waiting = async (): Promise<number> => {
    const answer = await database.admin(
      `select 1 from pg_stat_activity where usename = '${database.role}' and wait_event_type = 'Lock'`,
    );
    return answer.rows.length;
  };
  return {
    shared: true,
    sentence: holder.statement,
    async evidence() {
      if (!held) return { live: true, sentence: 'the lock was held and let go' };
      const count = await waiting();
      return { live: count > 0, sentence: `${count} session(s) of the app wait for the lock` };
    },
    async end() {
      held = false;
      await holder.end();
    },
  };
}

/** A runner's table as SQL names it: one with capitals, as Sequelize's, is another without quotes. */
export const tableInSql = (table: string): string => (/[A-Z]/.test(table) && !table.includes('"') ? `"${table}"` : table);

async function takeLock(database: ScenarioDatabase, { advisoryLock, table }: NonNullable<Release['migrations']>): Promise<Holder> {
  const client = await database.connect();
  const statement = advisoryLock ? `select pg_advisory_lock(${advisoryLock})` : `begin; lock table ${tableInSql(table ?? '')} in access exclusive mode`;
  await client.query(statement);
  return {
    statement,
    async end() {
      holders.delete(database);
      await client.end();
    },
  };
}
